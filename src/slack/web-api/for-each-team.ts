/** Makes one of a kind for each workspace, when it is first asked for. */
export const forEachTeam = <T>(make: (team: string) => T): ((team: string) => T) => {
  const made = new Map<string, T>()
  return (team) => {
    const there = made.get(team)
    if (there !== undefined) return there
    const one = make(team)
    made.set(team, one)
    return one
  }
}
