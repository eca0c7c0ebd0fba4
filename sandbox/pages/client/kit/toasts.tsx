import './toasts.css'
import { useCallback, useEffect, useState } from 'preact/hooks'
import { NO_ANSWER } from './ask.ts'
import { Icon } from './icon.tsx'

export type Toast = { id: number; text: string; details: string[] }

let last = 0

/** What went wrong, until it is put away; that the sandbox does not answer, until it does. */
export const useToasts = (
  isLost: boolean,
): {
  toasts: Toast[]
  show: (text: string, details?: string[]) => void
  putAway: (id: number) => void
} => {
  const [toasts, setToasts] = useState<Toast[]>([])
  const show = useCallback((text: string, details: string[] = []) => {
    last += 1
    const toast = { id: last, text, details }
    setToasts((now) => [...now.slice(-3), toast])
  }, [])
  const putAway = useCallback((id: number) => setToasts((now) => now.filter((toast) => toast.id !== id)), [])
  useEffect(() => {
    if (!isLost) setToasts((now) => now.filter(({ text }) => text !== NO_ANSWER))
  }, [isLost])
  return { toasts, show, putAway }
}

/** Draws them over the page, where they hide nothing that is being written. */
export const Toasts = ({ toasts, putAway }: { toasts: Toast[]; putAway: (id: number) => void }) => (
  <div class="toasts">
    {toasts.map(({ id, text, details }) => (
      <div key={id} class="toasts-one" role="alert">
        <Icon name="alert" />
        <div class="toasts-text">
          {text}
          {details.length > 0 && (
            <ul>
              {details.map((detail) => (
                <li key={detail}>{detail}</li>
              ))}
            </ul>
          )}
        </div>
        <button type="button" class="icon-button" aria-label="Dismiss" onClick={() => putAway(id)}>
          <Icon name="close" />
        </button>
      </div>
    ))}
  </div>
)
