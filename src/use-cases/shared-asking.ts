/**
 * Lets whoever asks for something that is being asked for already wait for that same answer. Nothing is kept of it: who comes
 * after it asks anew.
 */
export const sharedAsking = <T>() => {
  const coming = new Map<string, Promise<T>>()
  return (key: string, ask: () => Promise<T>): Promise<T> => {
    const asked = coming.get(key) ?? ask().finally(() => coming.delete(key))
    coming.set(key, asked)
    return asked
  }
}
