import { useLayoutEffect, useRef } from 'preact/hooks'

type Focused = { element: HTMLElement; places: Element[] }

const placesOf = (element: HTMLElement, box: HTMLElement): Element[] => {
  const article = element.closest('article')
  const near = [article, article?.previousElementSibling, article?.nextElementSibling, box]
  return near.filter((place) => place instanceof HTMLElement)
}

/**
 * For a box of articles that change by themselves. What has the focus may go away: a button with what it was for,
 * a message that is dismissed. The focus then stays with the article, or beside it, instead of nowhere.
 */
export const useKeepFocus = () => {
  const last = useRef<Focused | undefined>(undefined)
  useLayoutEffect(() => {
    if (!last.current || last.current.element.isConnected) return
    const place = last.current.places.find(({ isConnected }) => isConnected)
    last.current = undefined
    const isNowhere = document.activeElement === null || document.activeElement === document.body
    if (!isNowhere || !(place instanceof HTMLElement)) return
    place.tabIndex = -1
    place.focus({ preventScroll: true })
  })
  return {
    onFocusIn: ({ target, currentTarget }: FocusEvent) => {
      if (!(target instanceof HTMLElement && currentTarget instanceof HTMLElement)) return
      last.current = { element: target, places: placesOf(target, currentTarget) }
    },
  }
}
