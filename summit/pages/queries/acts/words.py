"""What each kind of record entry says: a sentence without its subject, with places for names."""

from collections.abc import Mapping


def N_(words: str) -> str:  # noqa: N802 - the name by which words to be translated are found
    return words


PEOPLE: Mapping[str, str] = {
    "summit_founded": N_("founded the summit {name}"),
    "person_accredited": N_("accredited {badge} as {role}"),
    "people_imported": N_("accredited {stored} people from a list; {faulty} lines were faulty"),
    "person_changed": N_("changed {badge}: {changed}"),
    "person_withdrawn": N_("withdrew the accreditation of {badge}"),
    "person_readmitted": N_("let the accreditation of {badge} hold again"),
    "delegation_renamed": N_("renamed the delegation {was}: {name}"),
    "slip_issued": N_("issued a slip for {badge}; what was before has ended"),
    "link_issued": N_("issued a personal link for {badge}; what was before has ended"),
    "ways_in_ended": N_("ended the ways in of these badges: {badges}"),
    "pin_unlocked": N_("let new devices of {badge} in again"),
    "sign_in_ended": N_("signed out a device of {badge}"),
    "office_given": N_("gave {badge} an office: {duty}"),
    "office_taken": N_("took an office from {badge}: {duty}"),
    "body_founded": N_("founded {body}, quorum {quorum}"),
    "body_changed": N_("changed {body}: {changes}"),
    "seat_given": N_("gave seat {seat} to {badge}"),
    "seat_freed": N_("freed seat {seat} of {badge}"),
    "seat_taken": N_("seated {badge} as a substitute on seat {seat}, held before by {held_before}"),
    "seat_returned": N_("gave seat {seat} back to {badge}; held before by {held_before}"),
    "countersign_asked": N_("asked for a second signature: {words}"),
    "countersigned": N_("signed as the second officer: {words}"),
    "countersign_refused": N_("refused to sign as the second officer: {words}"),
    "countersign_taken_back": N_("took back: {words}"),
}
AGENDA: Mapping[str, str] = {
    "driving_taken_over": N_("took over driving"),
    "driving_given_up": N_("gave up driving"),
    "sitting_planned": N_("planned the sitting “{title}”"),
    "sitting_changed": N_("changed the sitting “{title}”"),
    "sitting_called_off": N_("called off {sitting}"),
    "sitting_opened": N_("opened {sitting} with {room} in the room and {remote} remote, of {seats} seats"),
    "sitting_suspended": N_("suspended {sitting}"),
    "sitting_resumed": N_("resumed {sitting} with {room} in the room and {remote} remote, of {seats} seats"),
    "sitting_closed": N_("closed {sitting}"),
    "sitting_reopened": N_("opened {sitting} again"),
    "scanned_in": N_("saw {person} in at {sitting}"),
    "scanned_out": N_("saw {person} out of {sitting}"),
    "scan_taken_back": N_("took a scan of {person} at {sitting} back"),
    "item_added": N_("put “{title}” on the agenda of {sitting}"),
    "item_changed": N_("changed the item “{title}”"),
    "item_removed": N_("took “{title}” off the agenda"),
    "items_ordered": N_("put the items of {sitting} in another order"),
    "item_taken_up": N_("took up {item}"),
    "item_done": N_("ended {item}"),
    "item_deferred": N_("deferred {item}"),
    "speakers_list_opened": N_("opened the speakers' list on {item}, {seconds} s for each speech"),
    "speakers_list_closed": N_("closed the speakers' list on {item}"),
    "speakers_list_reopened": N_("opened the speakers' list on {item} again"),
    "speakers_list_ended": N_("ended the speakers' list on {item}"),
    "speaking_rules_set": N_("set the rules of the speakers' list: {changes}"),
    "speaker_added": N_("put {person} on the speakers' list: {purpose}"),
    "request_moved": N_("moved {person} to place {place} of the speakers' list"),
    "request_struck": N_("took {person} off the speakers' list"),
    "speaker_called": N_("gave {person} the floor: {purpose}"),
    "call_undone": N_("took back that {person} was given the floor"),
    "speech_paused": N_("let the clock of {person} stand"),
    "speech_resumed": N_("let the clock of {person} run on"),
    "speech_ended": N_("ended the speech of {person} after {spoken} s"),
    "announcement_made": N_("announced: {words}"),
    "announcement_ended": N_("ended announcement {announcement}"),
    "ruling_given": N_("ruled: {words}"),
    "channel_set": N_("gave {sitting} a {channel} in {language}: {address}"),
    "channel_removed": N_("took a {channel} in {language} from {sitting}"),
    "deadline_set": N_("set deadline {deadline}"),
    "deadline_removed": N_("removed deadline {deadline}"),
    "deadline_passed": N_("deadline {deadline} passed"),
}
TEXTS: Mapping[str, str] = {
    "document_imported": N_("brought in “{title}” as document {document}"),
    "amendment_proposed": N_("proposed {amendment} to document {document}: {title}"),
    "seconders_set": N_("set the number of seconders of document {document} to {seconders}"),
    "amendment_seconded": N_("seconded {amendment}: {seconders} so far"),
    "support_withdrawn": N_("seconds {amendment} no longer: {seconders} are left"),
    "amendment_tabled": N_("{amendment} was tabled with {seconders} seconders of {needed} needed"),
    "amendment_lapsed": N_("{amendment} lapsed with {seconders} seconders of {needed} needed"),
    "late_ruled": N_("ruled that {amendment}, which came late, is {becomes}: {reason}"),
    "amendment_taken_over": N_("took over {amendment}, which is {becomes}"),
    "amendment_withdrawn": N_("withdrew {amendment}"),
    "amendment_adopted": N_("{amendment} was adopted by {poll}: revision {revision} of document {document}"),
    "adoption_rescinded": N_(
        "{poll} is void: revision {revision} of document {document} takes revision {rescinds} back"
    ),
    "rejection_rescinded": N_("{poll} is void: what it rejected in document {document} is pending again"),
    "held_ruled": N_("ruled that {amendment}, which was on hold, is {becomes}: {reason}"),
    "amendment_rejected": N_("{amendment} was rejected by {poll}"),
    "intervention_removed": N_("took intervention {intervention} down: {reason}"),
    "debate_state": N_("set debate {debate} to {state}"),
}
POLLS: Mapping[str, str] = {
    "poll_drafted": N_("put {amendments} to {poll}"),
    "poll_announced": N_("announced {poll}"),
    "poll_opened": N_("opened {poll} for {entitled} entitled"),
    "poll_closed": N_("{poll} closed with {received} ballots"),
    "poll_published": N_("published the result of {poll}"),
    "poll_voided": N_("voided {poll}: {reason}"),
    "poll_key_lost": N_("the key of {poll} was lost with {envelopes} envelopes"),
    "lot_made_anew": N_("the lot of {poll} was drawn anew"),
    "roll_changed": N_("changed the roll of {poll}, seat {seat}"),
}
RECORD: Mapping[str, str] = {
    "signing_key_made": N_("the record's key was made: {fingerprint}"),
    "restored": N_("the summit was restored from a copy with {entries} entries"),
    "naming_set": N_("set how the public record names those with role {role}: {naming}"),
    "summit_closed": N_("closed the summit: {names} names and {addresses} addresses deleted"),
}
GROUPS: Mapping[str, Mapping[str, str]] = {
    "people": PEOPLE,
    "agenda": AGENDA,
    "texts": TEXTS,
    "polls": POLLS,
    "record": RECORD,
}
WORDS: Mapping[str, str] = {kind: words for group in GROUPS.values() for kind, words in group.items()}
