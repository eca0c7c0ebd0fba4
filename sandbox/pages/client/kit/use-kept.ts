import { useState } from 'preact/hooks'

type Area = 'localStorage' | 'sessionStorage'

const read = <T>(area: Area, key: string, initial: T): T => {
  if (typeof window === 'undefined') return initial
  try {
    const text = window[area].getItem(key)
    return text === null ? initial : (JSON.parse(text) as T)
  } catch {
    // A browser may forbid storage altogether: then nothing outlives the page.
    return initial
  }
}

/** State that outlives a reload: in this browser, or in this tab. The key stays the same while it is mounted. */
export const useKept = <T>(area: Area, key: string, initial: T): [T, (next: T) => void] => {
  const [value, setValue] = useState<T>(() => read(area, key, initial))
  const keep = (next: T) => {
    setValue(next)
    try {
      window[area].setItem(key, JSON.stringify(next))
    } catch {
      // As above.
    }
  }
  return [value, keep]
}
