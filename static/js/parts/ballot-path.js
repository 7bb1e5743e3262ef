// "Where did my ballot go": one ballot through the published rounds, worked out on the voter's own device.

export function path(result, { ranking, blank }, words) {
  if (blank || !ranking.length) return [words.say("path_blank")];
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
