// "Where did my ballot go": one ballot through the published rounds, worked out on the voter's own device.

// Methods in which a ballot counts for one option at a time; in the others it bears on several at once.
const BY_ONE = new Set(["irv", "plurality", "for_against_abstain"]);

export function path(result, { ranking, blank }, words) {
  if (blank || !ranking.flat().length) return [words.say("path_blank")];
  if (!BY_ONE.has(result.result.method) || ranking.some((rank) => Array.isArray(rank))) return [words.say("path_whole")];
  const names = new Map(result.options.map((option) => [option.id, option.name]));
  const rounds = result.result.rounds;
  return rounds.map((round) => {
    const holder = ranking.find((option) => option in round.tally);
    const number = round.number;
    return holder
      ? words.say("path_with", { round: number, name: names.get(holder) })
      : words.say("path_out", { round: number });
  });
}

// Options of one rank have no order of their own.
function line(ranking) {
  return ranking.map((rank) => [rank].flat().sort().join("=")).join();
}

/** What the server's answer to the ballot's number means, as the name of a sentence. */
export function verdict({ is_counted: isCounted, content }, { ranking, blank }) {
  if (!isCounted) return "trace_missing";
  if (!content) return "trace_there";
  const cast = blank ? [] : ranking;
  const isSame = !content.spoilt && line(content.ranking) === line(cast);
  return isSame ? "trace_same" : "trace_other";
}
