import type { ComponentChildren, RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

const GAP = 4
const EDGE = 8

/** Below its anchor, or above where there is more room; never beyond the window. */
const place = (popup: HTMLElement, anchor: HTMLElement, least: number): void => {
  const { top, bottom, left, width } = anchor.getBoundingClientRect()
  const below = innerHeight - bottom - GAP - EDGE
  const above = top - GAP - EDGE
  const wide = Math.min(Math.max(width, least), innerWidth - 2 * EDGE)
  const isAbove = below < Math.min(popup.scrollHeight, 240) && above > below
  Object.assign(popup.style, {
    width: `${wide}px`,
    left: `${Math.max(EDGE, Math.min(left, innerWidth - EDGE - wide))}px`,
    top: isAbove ? 'auto' : `${bottom + GAP}px`,
    bottom: isAbove ? `${innerHeight - top + GAP}px` : 'auto',
    maxHeight: `${Math.max(80, Math.min(320, isAbove ? above : below))}px`,
  })
}

/** What a menu or a list of options shows: over everything, dialogs included, and not cut off by what scrolls. */
export const Popup = ({
  anchor,
  least,
  children,
}: {
  anchor: RefObject<HTMLElement | null>
  least: number
  children: ComponentChildren
}) => {
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const follow = () => {
      if (box.current && anchor.current) place(box.current, anchor.current, least)
    }
    box.current?.showPopover()
    follow()
    addEventListener('scroll', follow, true)
    addEventListener('resize', follow)
    return () => {
      removeEventListener('scroll', follow, true)
      removeEventListener('resize', follow)
    }
  }, [anchor, least])
  return (
    // The focus stays where it is: pressing beside an option must not close the list.
    <div ref={box} popover="manual" class="element-popup" onPointerDown={(event) => event.preventDefault()}>
      {children}
    </div>
  )
}
