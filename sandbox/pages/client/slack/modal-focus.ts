import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

const isTyped = (element: Element | undefined): element is HTMLInputElement | HTMLTextAreaElement =>
  element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && element.type === 'text')

const fieldsIn = (box: HTMLElement | null): HTMLElement[] => [
  ...(box?.querySelectorAll<HTMLElement>('[data-field]') ?? []),
]

/** Goes to the first field that something is wrong with. */
export const focusFirstWrong = (box: HTMLElement | null, errors: Record<string, string>): void => {
  const isWrong = ({ dataset }: HTMLElement) =>
    Object.keys(errors).some((blockId) => dataset.field?.startsWith(`${blockId}.`))
  fieldsIn(box).find(isWrong)?.focus()
}

/**
 * The focus in a form: on the first field; and when the app replaces the
 * view under somebody's hands, on the same field again, the caret where it was.
 */
export const useFormFocus = (box: RefObject<HTMLElement | null>, hash: string) => {
  const last = useRef<HTMLElement | undefined>(undefined)
  useLayoutEffect(() => {
    const first = box.current?.querySelector<HTMLElement>('input, textarea, select')
    ;(first ?? fieldsIn(box.current)[0])?.focus()
  }, [box])
  // Fields that the app has moved or made anew have lost the focus.
  useLayoutEffect(() => {
    const lost = last.current
    if (!lost || box.current?.closest('dialog')?.querySelector(':focus')) return
    const found = fieldsIn(box.current).find(({ dataset }) => dataset.field === lost.dataset.field)
    found?.focus({ preventScroll: true })
    if (isTyped(found) && isTyped(lost)) found.setSelectionRange(lost.selectionStart, lost.selectionEnd)
  }, [hash])
  return {
    onFocusIn: ({ target }: FocusEvent) => {
      last.current = target instanceof HTMLElement && target.dataset.field ? target : undefined
    },
  }
}
