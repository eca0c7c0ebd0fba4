import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'

const returnTo = (before: Element | null): void => {
  const isNowhere = document.activeElement === null || document.activeElement === document.body
  if (isNowhere && before instanceof HTMLElement && before.isConnected) before.focus()
}

/** When this goes away with the focus in it, the focus returns to where it was before, instead of nowhere. */
export const useReturnFocus = (): void => {
  // While drawing: effects of its children may have moved the focus already when its own run.
  const [before] = useState(() => (typeof document === 'undefined' ? null : document.activeElement))
  useEffect(() => () => returnTo(before), [before])
}

/**
 * The same for things that come one over the other and may all go away at once: the focus returns to where it was
 * before the first of them.
 */
export const useReturnFocusAfter = (isOpen: boolean): void => {
  const wasOpen = useRef(false)
  const before = useRef<Element | null>(null)
  // While drawing, as above.
  if (isOpen && !wasOpen.current) before.current = document.activeElement
  wasOpen.current = isOpen
  useLayoutEffect(() => {
    if (!isOpen) returnTo(before.current)
  }, [isOpen])
}
