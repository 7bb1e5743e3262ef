"""Rule sets in French, with no-break spaces where its typography asks for them."""

SENTENCES = {
    "method.for_against_abstain": "Chaque bulletin dit pour, contre ou abstention.",
    "method.plurality": "Chaque bulletin nomme une option ; l’option qui a le plus de voix l’emporte.",
    "method.approval": "Chaque bulletin approuve autant d’options qu’il veut ; l’option la plus approuvée "
    "l’emporte.",
    "method.irv": "Les options sont classées. À chaque tour, l’option qui a le moins de voix est éliminée "
    "et ses bulletins passent à l’option suivante qu’ils classent, jusqu’à ce qu’une option ait plus de la "
    "moitié des bulletins encore en jeu.",
    "method.stv": "Les candidatures sont classées. Celle qui atteint le quotient est élue ; les voix "
    "au-delà du quotient, et celles des candidatures éliminées, passent à la suivante que classe chaque "
    "bulletin.",
    "method.schulze": "Les options sont classées et comparées deux à deux ; l’emporte celle dont la plus "
    "forte chaîne de victoires sur chaque autre est au moins aussi forte que la chaîne inverse (Schulze).",
    "method.ranked_pairs": "Les options sont classées et comparées deux à deux ; les victoires sont "
    "retenues de la plus forte à la plus faible, sauf celles qui fermeraient un cercle (paires ordonnées).",
    "method.borda": "Les options sont classées ; chaque bulletin donne à une option un point par option "
    "classée au-dessous d’elle.",
    "method.score": "Chaque bulletin donne des points à chaque option ; l’option qui a le plus de points "
    "l’emporte.",
    "method.debian_a6": "Les options sont classées. Une option qui n’atteint pas son quorum et sa majorité "
    "face à l’option par défaut est écartée ; entre les autres, la méthode de Schulze décide.",
    "method.condorcet_winner": "Les options sont classées et comparées deux à deux ; seule l’emporte une "
    "option qui bat toutes les autres.",
    "by_hand": "Chaque main ou bulletin compte pour une option ; l’option qui en a le plus gagne.",
    "by_hand.many": "Chaque main ou bulletin compte pour une option ; celles qui en ont le plus sont élues.",
    "by_hand.stances": "Chaque main ou bulletin est pour, contre ou une abstention.",
    "score_maximum": "Un bulletin peut donner au plus {maximum} points à une option.",
    "irv.batch_elimination": "Les options qui ne peuvent plus rattraper les autres sont éliminées ensemble.",
    "irv.fixed_threshold": "Pour l’emporter, il faut plus de la moitié des voix du premier tour, tant qu’il "
    "reste plus de deux options.",
    "irv.continue_until_two": "Une fois le résultat connu, les tours continuent jusqu’à ce qu’il reste deux "
    "options.",
    "write_ins_first": "Les noms ajoutés à la main sont éliminés ensemble au premier tour : {options}.",
    "variant.scottish": "Le dépouillement suit les règles écossaises (SSI 2007/42).",
    "variant.wigm": "Le dépouillement suit les règles de référence de la PR Foundation (Gregory inclusif "
    "pondéré).",
    "variant.wigm_batch": "Le dépouillement suit les règles de référence de la PR Foundation (Gregory "
    "inclusif pondéré) ; les perdants certains sont éliminés ensemble.",
    "variant.cfer": "Le dépouillement suit les règles de Californians for Electoral Reform.",
    "variant.cfer_batch": "Le dépouillement suit les règles de Californians for Electoral Reform ; les "
    "perdants certains sont éliminés ensemble.",
    "variant.minneapolis": "Le dépouillement suit les règles de Minneapolis.",
    "variant.meek": "Le dépouillement suit la méthode de Meek selon les règles de référence de la PR "
    "Foundation.",
    "variant.meek_fine": "Le dépouillement suit la méthode de Meek avec assez de décimales pour qu’aucune ne "
    "décide ; les perdants certains sont éliminés ensemble.",
    "variant.bottoms_up": "Aucune voix au-delà d’un quotient ne passe : la dernière candidature est "
    "éliminée jusqu’à ce qu’il en reste autant que de sièges.",
    "variant.rounds": "À chaque tour sont élues toutes les candidatures qui atteignent le quotient, et leurs "
    "voix au-delà passent ensemble.",
    "variant.rounds_hare": "À chaque tour sont élues toutes les candidatures qui atteignent le quotient, et "
    "leurs voix au-delà passent ensemble ; le quotient est le nombre de voix divisé par les sièges.",
    "least_share": "La dernière candidature est éliminée jusqu’à ce que toutes celles qui restent aient au "
    "moins {share} des voix encore en jeu ; elles sont élues, quel que soit leur nombre.",
    "least_share.first": "La part se calcule sur les voix du premier tour.",
    "least_share.each": "La part se calcule sur les voix de chaque tour.",
    "least_share.together": "Toutes celles qui n’ont pas cette part sont éliminées ensemble.",
    "stv.exact": "Les voix sont comptées en fractions exactes.",
    "stv.places": "Les voix sont comptées avec {places} décimales ; le reste est coupé.",
    "strength.winning_votes": "Une victoire est aussi forte que le nombre de bulletins en sa faveur.",
    "strength.margins": "Une victoire est aussi forte que la différence entre les bulletins pour et contre.",
    "developers": "Une option doit avoir, au-dessus de l’option par défaut, au moins 3/2 de la racine "
    "carrée de {developers} bulletins.",
    "minimum_votes": "Une option doit avoir au moins {votes} bulletins au-dessus de l’option par défaut.",
    "ratio": "« {option} » doit avoir {num} contre {den} face à l’option par défaut.",
    "seats.none": "Personne n’est élu : il n’y a aucun siège.",
    "seats.many": "Le nombre de sièges à pourvoir est de {seats}.",
    "majority.more_than": "Pour être adoptée, une proposition doit réunir plus de {share} {base}.",
    "majority.at_least": "Pour être adoptée, une proposition doit réunir au moins {share} {base}.",
    "base.cast": "des voix exprimées",
    "base.present": "des personnes présentes",
    "base.entitled": "des personnes ayant le droit de vote",
    "abstentions.counted": "Les abstentions comptent parmi les voix exprimées.",
    "abstentions.not_counted": "Les abstentions ne comptent pas parmi les voix exprimées.",
    "quorum.number.cast": "Le quorum est de {value} : autant de personnes au moins doivent avoir voté.",
    "quorum.number.present": "Le quorum est de {value} : autant de personnes au moins doivent être "
    "présentes.",
    "quorum.number.entitled": "Le quorum est de {value} : autant de personnes au moins doivent figurer sur "
    "la liste.",
    "quorum.share.cast": "Le quorum est de {value} des personnes ayant le droit de vote : autant au moins "
    "doivent avoir voté.",
    "quorum.share.present": "Le quorum est de {value} des personnes ayant le droit de vote : autant au "
    "moins doivent être présentes.",
    "quorum.share.entitled": "Le quorum est de {value} des personnes ayant le droit de vote : autant au "
    "moins doivent figurer sur la liste.",
    "default.option": "Si aucune autre option ne l’emporte, « {option} » vaut.",
    "default.keep": "Si aucune autre option ne l’emporte, le texte reste tel qu’il est.",
    "default.against": "Si la proposition n’est pas adoptée, elle est rejetée.",
    "ties": "Une égalité est tranchée ainsi : {rules}.",
    "ties.none": "par rien ; une égalité qui compte ne laisse aucun gagnant",
    "tie.together": "les options qui, même additionnées, ont moins de voix que la suivante sont éliminées "
    "ensemble",
    "tie.earlier_rounds": "par le tour précédent le plus récent où elles différaient",
    "tie.lots": "par le sort, tiré avant l’ouverture du scrutin",
    "tie.chair": "par la présidence, nommée au procès-verbal",
    "tie.lost": "la proposition est rejetée",
    "equal_ranks.refused": "Deux options ne peuvent pas avoir le même rang.",
    "equal_ranks.allowed": "Deux options peuvent avoir le même rang.",
    "equal_ranks.shared": "Deux options peuvent avoir le même rang et se partagent alors la voix.",
    "maximum_ranks": "On peut utiliser au plus {ranks} rangs.",
    "blank.allowed": "On peut voter blanc ; le bulletin est compté comme blanc.",
    "blank.refused": "On ne peut pas voter blanc.",
    "overvote.exhaust_immediately": "Deux options au même rang épuisent le bulletin à cet endroit.",
    "overvote.skip_to_next": "Deux options au même rang sont sautées.",
    "overvote.exhaust_if_multiple_continuing": "Deux options au même rang épuisent le bulletin à cet "
    "endroit, sauf si une seule d’entre elles est encore en jeu.",
    "skipped.any": "Les rangs laissés vides sont sautés.",
    "skipped.limit": "Plus de {ranks} rangs vides de suite épuisent le bulletin à cet endroit.",
    "duplicate.exhaust": "Une option répétée épuise le bulletin à cet endroit.",
    "duplicate.skip": "Une option répétée est sautée.",
    "secrecy.secret": "Le vote est secret.",
    "secrecy.roll_call": "Le vote est nominal : chaque voix est publiée avec le nom.",
    "publication.linked": "Chaque votant peut retrouver son propre bulletin dans le résultat publié.",
    "publication.separate": "Chaque votant peut voir dans le résultat publié que son bulletin a été compté, "
    "non ce qu’il dit.",
    "small_group_limit": "Avec moins de {ballots} bulletins, les bulletins ne sont pas publiés.",
    "minimum_open": "Le scrutin reste ouvert au moins {seconds} secondes.",
    "grace": "Une fois la clôture annoncée, les bulletins sont reçus pendant {seconds} secondes encore.",
    "challenge": "Le résultat peut être contesté pendant {minutes} minutes après sa publication.",
    "statements": "Les explications de vote et les déclarations minoritaires sont "
    "admises pendant {hours} heures après la publication.",
    "entitled": "Ont le droit de vote les sièges de {body}.",
    "languages": "Chaque option doit être donnée dans ces langues : {languages}.",
}
