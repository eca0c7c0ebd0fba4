/**
 * Lets several who ask for the same thing at the same time wait for one answer. Nothing is kept: somebody who asks
 * after that asks anew.
 */
export const sharedAsking = <T>() => {
  const coming = new Map<string, Promise<T>>()
  return (key: string, ask: () => Promise<T>): Promise<T> => {
    const asked = coming.get(key) ?? ask().finally(() => coming.delete(key))
    coming.set(key, asked)
    return asked
  }
}
