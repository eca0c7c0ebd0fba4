import type { RefObject } from 'preact'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'

/** How near the end still counts as "there". */
const NEAR_PX = 40

/**
 * Keeps a scroller at its end while it is there: whatever grows in its first child, or shrinks it from outside.
 * Somebody who reads further up is left alone (`isAway`).
 */
export const useStickToEnd = (): {
  ref: RefObject<HTMLDivElement | null>
  isAway: boolean
  toEnd: () => void
  onScroll: () => void
} => {
  const ref = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  const lastTop = useRef(0)
  const [isAway, setAway] = useState(false)
  const toEnd = useCallback(() => {
    const scroller = ref.current
    if (scroller) scroller.scrollTop = scroller.scrollHeight
  }, [])
  const onScroll = () => {
    const scroller = ref.current
    if (!scroller) return
    const { scrollTop, scrollHeight, clientHeight } = scroller
    const isNear = scrollHeight - scrollTop - clientHeight < NEAR_PX
    // Only going up leads away: what has grown since the last scrolling does not.
    if (isNear || scrollTop < lastTop.current) isAtEnd.current = isNear
    lastTop.current = scrollTop
    setAway(!isAtEnd.current)
  }
  useLayoutEffect(toEnd, [])
  useEffect(() => {
    const scroller = ref.current
    if (!scroller) return
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current) toEnd()
    })
    observer.observe(scroller)
    if (scroller.firstElementChild) observer.observe(scroller.firstElementChild)
    return () => observer.disconnect()
  }, [toEnd])
  return { ref, isAway, toEnd, onScroll }
}
