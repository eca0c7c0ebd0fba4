type Close = () => unknown

/** What was opened is closed the other way round, once, however often that is asked. */
export const createClosing = (): { add: (close: Close) => void; close: () => Promise<void> } => {
  const opened: Close[] = []
  let closing: Promise<void> | undefined
  const closeAll = async () => {
    for (const close of opened.reverse()) await close()
  }
  return {
    add: (close) => {
      opened.push(close)
    },
    close: () => {
      closing ??= closeAll()
      return closing
    },
  }
}
