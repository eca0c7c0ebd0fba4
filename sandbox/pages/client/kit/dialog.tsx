import type { ComponentChildren, TargetedKeyboardEvent } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import './dialog.css'

/**
 * A modal dialog: the rest of the page is out of reach, Escape cancels, and the focus goes back to where it was.
 * It is open as long as it is drawn. The focus starts on `data-first-focus`, else where the browser puts it.
 */
export const Dialog = (props: {
  children: ComponentChildren
  class: string
  role?: 'dialog' | 'alertdialog'
  labelId: string
  describedBy?: string
  onCancel: () => void
}) => {
  const { children, role, labelId, describedBy, onCancel } = props
  const box = useRef<HTMLDialogElement>(null)
  const isGone = useRef(false)
  useLayoutEffect(() => {
    const dialog = box.current
    dialog?.showModal()
    dialog?.querySelector<HTMLElement>('[data-first-focus]')?.focus()
    return () => {
      isGone.current = true
      dialog?.close()
    }
  }, [])
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDialogElement>) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    onCancel()
  }
  const onCancelled = (event: Event) => {
    // A file or date picker inside tells of its own cancelling under the same name.
    if (event.target !== box.current) return
    event.preventDefault()
    onCancel()
  }
  return (
    <dialog
      ref={box}
      class={`dialog ${props.class}`}
      role={role}
      aria-labelledby={labelId}
      aria-describedby={describedBy}
      onKeyDown={onKeyDown}
      onCancel={onCancelled}
      // Browsers close a dialog at the second attempt whatever the page says.
      onClose={() => isGone.current || onCancel()}
    >
      {children}
    </dialog>
  )
}
