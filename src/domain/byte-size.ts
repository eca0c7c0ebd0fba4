const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB']

/** `2.4 MB`, as file managers show it: in thousands. */
export const byteSize = (bytes: number): string => {
  if (bytes < 1_000) return bytes === 1 ? '1 byte' : `${bytes} bytes`
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3))
  const amount = bytes / 1_000 ** step
  return `${amount < 10 ? Math.floor(amount * 10) / 10 : Math.floor(amount)} ${UNITS[step]}`
}
