"""Rule sets in English."""

SENTENCES = {
    "method.for_against_abstain": "Each ballot says for, against or abstain.",
    "method.plurality": "Each ballot names one option; the option with the most votes wins.",
    "method.approval": "Each ballot approves any number of options; the option with the most approvals wins.",
    "method.irv": "Options are ranked. In each round the option with the fewest votes is eliminated and its "
    "ballots go to the next option they rank, until one option has more than half of the continuing ballots.",
    "method.stv": "Candidates are ranked. Who reaches the quota is elected; votes above the quota, and "
    "those of eliminated candidates, go to the next candidate each ballot ranks.",
    "method.schulze": "Options are ranked and compared two by two; the winner is the option whose strongest "
    "chain of victories over every other is at least as strong as the chain back (Schulze).",
    "method.ranked_pairs": "Options are ranked and compared two by two; victories are locked in from the "
    "strongest to the weakest, leaving out those that would close a circle (ranked pairs).",
    "method.borda": "Options are ranked; each ballot gives an option one point for every option ranked "
    "below it.",
    "method.score": "Each ballot gives each option points; the option with the most points wins.",
    "method.debian_a6": "Options are ranked. An option that does not reach its quorum and its majority "
    "against the default option is dropped; among the rest the Schulze method decides.",
    "method.condorcet_winner": "Options are ranked and compared two by two; only an option that beats every "
    "other wins.",
    "by_hand": "Each hand or paper counts for one option; the option with the most wins.",
    "by_hand.many": "Each hand or paper counts for one option; those with the most are elected.",
    "by_hand.stances": "Each hand or paper is for, against or an abstention.",
    "score_maximum": "The most points that a ballot can give to an option are {maximum}.",
    "irv.batch_elimination": "Options that cannot catch up any more are eliminated together.",
    "irv.fixed_threshold": "What is needed to win is more than half of the first round's votes, until two "
    "options are left.",
    "irv.continue_until_two": "After the winner is known, the rounds go on until two options are left.",
    "write_ins_first": "Names written in are eliminated together in the first round: {options}.",
    "variant.scottish": "The count follows the Scottish rules (SSI 2007/42).",
    "variant.wigm": "The count follows the reference rules of the PR Foundation (weighted inclusive "
    "Gregory).",
    "variant.wigm_batch": "The count follows the reference rules of the PR Foundation (weighted inclusive "
    "Gregory); sure losers are eliminated together.",
    "variant.cfer": "The count follows the rules of Californians for Electoral Reform.",
    "variant.cfer_batch": "The count follows the rules of Californians for Electoral Reform; sure losers "
    "are eliminated together.",
    "variant.minneapolis": "The count follows the rules of Minneapolis.",
    "variant.meek": "The count follows Meek's method in the reference rules of the PR Foundation.",
    "variant.meek_fine": "The count follows Meek’s method with decimals enough that none decides; sure "
    "losers are eliminated together.",
    "variant.bottoms_up": "No votes above a quota pass on: the last is eliminated until as many are left as "
    "seats.",
    "variant.rounds": "All who reach the quota in a round are elected, and the votes they have above it pass "
    "on together.",
    "variant.rounds_hare": "All who reach the quota in a round are elected, and the votes they have above it "
    "pass on together; the quota is the number of votes divided by the seats.",
    "least_share": "The last is eliminated until all who are left have at least {share} of the votes still "
    "in the count; they are elected, however many they are.",
    "least_share.first": "The share is taken of the first round’s votes.",
    "least_share.each": "The share is taken of each round’s votes.",
    "least_share.together": "All who do not have the share are eliminated together.",
    "stv.exact": "Votes are counted in exact fractions.",
    "stv.places": "Votes are counted with {places} decimals; the rest is cut off.",
    "strength.winning_votes": "A victory is as strong as the number of ballots for it.",
    "strength.margins": "A victory is as strong as the difference between the ballots for it and against it.",
    "developers": "An option needs at least 3/2 times the square root of {developers} ballots above the "
    "default option.",
    "minimum_votes": "An option needs at least {votes} ballots above the default option.",
    "ratio": "“{option}” needs {num} to {den} against the default option.",
    "seats.none": "Nobody is elected: there is no seat.",
    "seats.many": "{seats} are elected.",
    "majority.more_than": "To be carried, more than {share} of {base} is needed.",
    "majority.at_least": "To be carried, at least {share} of {base} is needed.",
    "base.cast": "the votes cast",
    "base.present": "those present",
    "base.entitled": "those entitled to vote",
    "abstentions.counted": "Abstentions count among the votes cast.",
    "abstentions.not_counted": "Abstentions do not count among the votes cast.",
    "quorum.number.cast": "The quorum is {value}: so many must have voted.",
    "quorum.number.present": "The quorum is {value}: so many must be present.",
    "quorum.number.entitled": "The quorum is {value}: so many must be on the roll.",
    "quorum.share.cast": "The quorum is {value} of those entitled to vote: so many must have voted.",
    "quorum.share.present": "The quorum is {value} of those entitled to vote: so many must be present.",
    "quorum.share.entitled": "The quorum is {value} of those entitled to vote: so many must be on the roll.",
    "default.option": "If no other option wins, “{option}” stands.",
    "default.keep": "If no other option wins, the text stays as it is.",
    "default.against": "If it is not carried, the proposal is lost.",
    "ties": "A tie is decided by: {rules}.",
    "ties.none": "nothing: a tie that matters leaves no winner",
    "tie.together": "options that even together have fewer votes than the next are eliminated together",
    "tie.earlier_rounds": "the most recent earlier round in which they differed",
    "tie.lots": "lots drawn before the poll opened",
    "tie.chair": "the chair, recorded with name",
    "tie.lost": "the proposal is lost",
    "equal_ranks.refused": "No two options may be given the same rank.",
    "equal_ranks.allowed": "Two options may be given the same rank.",
    "equal_ranks.shared": "Two options may be given the same rank and then share the vote.",
    "maximum_ranks": "At most {ranks} ranks can be used.",
    "blank.allowed": "A blank ballot can be cast; it is counted as blank.",
    "blank.refused": "A blank ballot cannot be cast.",
    "overvote.exhaust_immediately": "Two options at one rank end a ballot there.",
    "overvote.skip_to_next": "Two options at one rank are passed over.",
    "overvote.exhaust_if_multiple_continuing": "Two options at one rank end a ballot there, unless only one "
    "of them is still in the count.",
    "skipped.any": "Ranks left out are passed over.",
    "skipped.limit": "More than {ranks} ranks left out in a row end a ballot there.",
    "duplicate.exhaust": "An option named again ends a ballot there.",
    "duplicate.skip": "An option named again is passed over.",
    "secrecy.secret": "The vote is secret.",
    "secrecy.roll_call": "The vote is by roll call: every vote is published with the name.",
    "publication.linked": "Each voter can find their own ballot in the published result.",
    "publication.separate": "Each voter can see in the published result that their ballot was counted, not "
    "what it says.",
    "small_group_limit": "With fewer than {ballots} ballots, the ballots are not published.",
    "minimum_open": "The poll stays open for at least {seconds} seconds.",
    "grace": "After closing is announced, ballots are taken for {seconds} more seconds.",
    "challenge": "The result can be challenged for {minutes} minutes after it is published.",
    "statements": "Explanations of vote and minority statements are taken for {hours} hours after "
    "publication.",
    "entitled": "Entitled to vote are the seats of {body}.",
    "languages": "Every option must be given in these languages: {languages}.",
}
