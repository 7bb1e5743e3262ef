"""Rule sets in Spanish."""

SENTENCES = {
    "method.for_against_abstain": "Cada papeleta dice a favor, en contra o abstención.",
    "method.plurality": "Cada papeleta nombra una opción; gana la opción con más votos.",
    "method.approval": "Cada papeleta aprueba cuantas opciones quiera; gana la opción con más aprobaciones.",
    "method.irv": "Las opciones se ordenan por preferencia. En cada ronda se elimina la opción con menos "
    "votos y sus papeletas pasan a la siguiente opción que señalan, hasta que una opción tenga más de la "
    "mitad de las papeletas que siguen en el recuento.",
    "method.stv": "Las candidaturas se ordenan por preferencia. Queda elegida la que alcanza la cuota; los "
    "votos por encima de la cuota, y los de las candidaturas eliminadas, pasan a la siguiente que señala "
    "cada papeleta.",
    "method.schulze": "Las opciones se ordenan por preferencia y se comparan de dos en dos; gana la opción "
    "cuya cadena de victorias más fuerte sobre cada otra es al menos tan fuerte como la cadena inversa "
    "(Schulze).",
    "method.ranked_pairs": "Las opciones se ordenan por preferencia y se comparan de dos en dos; las "
    "victorias se fijan de la más fuerte a la más débil, salvo las que cerrarían un círculo (pares "
    "ordenados).",
    "method.borda": "Las opciones se ordenan por preferencia; cada papeleta da a una opción un punto por "
    "cada opción que pone por debajo de ella.",
    "method.score": "Cada papeleta da puntos a cada opción; gana la opción con más puntos.",
    "method.debian_a6": "Las opciones se ordenan por preferencia. Se descarta la opción que no alcanza su "
    "quórum y su mayoría frente a la opción por defecto; entre las demás decide el método de Schulze.",
    "method.condorcet_winner": "Las opciones se ordenan por preferencia y se comparan de dos en dos; solo "
    "gana una opción que venza a todas las demás.",
    "by_hand": "Cada mano o papeleta cuenta para una opción; gana la opción con más.",
    "by_hand.many": "Cada mano o papeleta cuenta para una opción; resultan elegidas las que más tienen.",
    "by_hand.stances": "Cada mano o papeleta es a favor, en contra o abstención.",
    "score_maximum": "Una papeleta puede dar a una opción {maximum} puntos como máximo.",
    "irv.batch_elimination": "Las opciones que ya no pueden alcanzar a las demás se eliminan juntas.",
    "irv.fixed_threshold": "Para ganar hace falta más de la mitad de los votos de la primera ronda, "
    "mientras queden más de dos opciones.",
    "irv.continue_until_two": "Conocida la ganadora, las rondas siguen hasta que quedan dos opciones.",
    "write_ins_first": "Los nombres añadidos a mano se eliminan juntos en la primera ronda: {options}.",
    "variant.scottish": "El recuento sigue las reglas escocesas (SSI 2007/42).",
    "variant.wigm": "El recuento sigue las reglas de referencia de la PR Foundation (Gregory inclusivo "
    "ponderado).",
    "variant.wigm_batch": "El recuento sigue las reglas de referencia de la PR Foundation (Gregory "
    "inclusivo ponderado); quienes pierden con seguridad se eliminan a la vez.",
    "variant.cfer": "El recuento sigue las reglas de Californians for Electoral Reform.",
    "variant.cfer_batch": "El recuento sigue las reglas de Californians for Electoral Reform; quienes "
    "pierden con seguridad se eliminan a la vez.",
    "variant.minneapolis": "El recuento sigue las reglas de Minneapolis.",
    "variant.meek": "El recuento sigue el método de Meek según las reglas de referencia de la PR Foundation.",
    "variant.meek_fine": "El recuento sigue el método de Meek con tantos decimales que ninguno decide; "
    "quienes pierden con seguridad se eliminan a la vez.",
    "variant.bottoms_up": "No pasa ningún voto por encima de una cuota: se elimina a la última hasta que "
    "quedan tantas como puestos.",
    "variant.rounds": "En cada ronda resultan elegidas todas las personas que alcanzan la cuota, y sus votos "
    "por encima de ella pasan juntos.",
    "variant.rounds_hare": "En cada ronda resultan elegidas todas las personas que alcanzan la cuota, y sus "
    "votos por encima de ella pasan juntos; la cuota es el número de votos dividido entre los puestos.",
    "least_share": "Se elimina a la última hasta que todas las que quedan tengan al menos {share} de los "
    "votos que siguen en el recuento; resultan elegidas, cuantas sean.",
    "least_share.first": "La parte se toma de los votos de la primera ronda.",
    "least_share.each": "La parte se toma de los votos de cada ronda.",
    "least_share.together": "Quienes no tienen esa parte se eliminan juntas.",
    "stv.exact": "Los votos se cuentan en fracciones exactas.",
    "stv.places": "Los votos se cuentan con {places} decimales; el resto se corta.",
    "strength.winning_votes": "Una victoria es tan fuerte como el número de papeletas a su favor.",
    "strength.margins": "Una victoria es tan fuerte como la diferencia entre las papeletas a favor y en "
    "contra.",
    "developers": "Una opción necesita por encima de la opción por defecto al menos 3/2 de la raíz cuadrada "
    "de {developers} papeletas.",
    "minimum_votes": "Una opción necesita al menos {votes} papeletas por encima de la opción por defecto.",
    "ratio": "«{option}» necesita {num} a {den} frente a la opción por defecto.",
    "seats.none": "No se elige a nadie: no hay ningún puesto.",
    "seats.many": "Se eligen {seats}.",
    "majority.more_than": "Para aprobarse hace falta más de {share} de {base}.",
    "majority.at_least": "Para aprobarse hace falta al menos {share} de {base}.",
    "base.cast": "los votos emitidos",
    "base.present": "las personas presentes",
    "base.entitled": "las personas con derecho a voto",
    "abstentions.counted": "Las abstenciones cuentan entre los votos emitidos.",
    "abstentions.not_counted": "Las abstenciones no cuentan entre los votos emitidos.",
    "quorum.number.cast": "El quórum es {value}: deben haber votado al menos tantas personas.",
    "quorum.number.present": "El quórum es {value}: deben estar presentes al menos tantas personas.",
    "quorum.number.entitled": "El quórum es {value}: deben figurar en el censo al menos tantas personas.",
    "quorum.share.cast": "El quórum es {value} de las personas con derecho a voto: al menos tantas deben "
    "haber votado.",
    "quorum.share.present": "El quórum es {value} de las personas con derecho a voto: al menos tantas deben "
    "estar presentes.",
    "quorum.share.entitled": "El quórum es {value} de las personas con derecho a voto: al menos tantas "
    "deben figurar en el censo.",
    "default.option": "Si no gana ninguna otra opción, queda «{option}».",
    "default.keep": "Si no gana ninguna otra opción, el texto queda como está.",
    "default.against": "Si no se aprueba, la propuesta queda rechazada.",
    "ties": "Un empate se decide así: {rules}.",
    "ties.none": "de ningún modo; un empate que importe deja la votación sin ganadora",
    "tie.together": "se eliminan juntas las opciones que ni sumadas llegan a los votos de la siguiente",
    "tie.earlier_rounds": "por la ronda anterior más reciente en que se diferenciaban",
    "tie.lots": "por el sorteo hecho antes de abrir la votación",
    "tie.chair": "por la presidencia, que consta con su nombre",
    "tie.lost": "la propuesta se da por rechazada",
    "equal_ranks.refused": "No se puede dar el mismo puesto a dos opciones.",
    "equal_ranks.allowed": "Se puede dar el mismo puesto a dos opciones.",
    "equal_ranks.shared": "Se puede dar el mismo puesto a dos opciones, que entonces se reparten el voto.",
    "maximum_ranks": "Se pueden usar {ranks} puestos como máximo.",
    "blank.allowed": "Se puede votar en blanco; la papeleta se cuenta como blanca.",
    "blank.refused": "No se puede votar en blanco.",
    "overvote.exhaust_immediately": "Dos opciones en un mismo puesto agotan ahí la papeleta.",
    "overvote.skip_to_next": "Dos opciones en un mismo puesto se pasan por alto.",
    "overvote.exhaust_if_multiple_continuing": "Dos opciones en un mismo puesto agotan ahí la papeleta, "
    "salvo que solo una de ellas siga en el recuento.",
    "skipped.any": "Los puestos que se dejan vacíos se pasan por alto.",
    "skipped.limit": "Más de {ranks} puestos vacíos seguidos agotan ahí la papeleta.",
    "duplicate.exhaust": "Una opción repetida agota ahí la papeleta.",
    "duplicate.skip": "Una opción repetida se pasa por alto.",
    "secrecy.secret": "El voto es secreto.",
    "secrecy.roll_call": "La votación es nominal: cada voto se publica con el nombre.",
    "publication.linked": "Cada votante puede encontrar su propia papeleta en el resultado publicado.",
    "publication.separate": "Cada votante puede ver en el resultado publicado que su papeleta se contó, no "
    "lo que dice.",
    "small_group_limit": "Con menos de {ballots} papeletas, las papeletas no se publican.",
    "minimum_open": "La votación permanece abierta al menos {seconds} segundos.",
    "grace": "Anunciado el cierre, se aceptan papeletas durante {seconds} segundos más.",
    "challenge": "El resultado se puede impugnar durante {minutes} minutos después de publicarse.",
    "statements": "Las explicaciones de voto y los votos particulares se admiten "
    "durante {hours} horas después de la publicación.",
    "entitled": "Tienen derecho a voto los puestos de {body}.",
    "languages": "Cada opción debe darse en estos idiomas: {languages}.",
}
