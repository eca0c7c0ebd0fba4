/** What comes of it within that time; null where it takes longer. */
export const within = async <T>(ms: number, coming: Promise<T>): Promise<{ found: T } | null> => {
  let stop = () => {}
  const over = new Promise<null>((resolve) => {
    const timer = setTimeout(() => resolve(null), ms)
    stop = () => clearTimeout(timer)
  })
  return Promise.race([coming.then((found) => ({ found })), over]).finally(stop)
}
