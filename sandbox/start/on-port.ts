/** Starts something where it was before, or at any free port when that one is taken now. */
export const onPort = async <T>(
  before: number | undefined,
  start: (port: number) => Promise<T>,
): Promise<T> => {
  try {
    return await start(before ?? 0)
  } catch (error) {
    if (before === undefined || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    return start(0)
  }
}
