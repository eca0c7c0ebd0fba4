/** Whether the portal is at least that version, e.g. `atLeast('3.7.2', 3, 5)`. */
export const atLeast = (version: string, major: number, minor: number): boolean => {
  const [own = 0, ownMinor = 0] = version.split('.').map(Number)
  return own > major || (own === major && ownMinor >= minor)
}
