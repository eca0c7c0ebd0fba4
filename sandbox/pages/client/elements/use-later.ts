import { useEffect, useRef } from 'preact/hooks'

/** Does only the last of many things, after a pause; `now` does what waits at once. */
export const useLater = (pauseMs: number) => {
  const timer = useRef(0)
  const waiting = useRef<(() => void) | undefined>(undefined)
  const now = () => {
    clearTimeout(timer.current)
    const run = waiting.current
    waiting.current = undefined
    run?.()
  }
  const later = (run: () => void) => {
    clearTimeout(timer.current)
    waiting.current = run
    timer.current = window.setTimeout(now, pauseMs)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  return { later, now }
}
