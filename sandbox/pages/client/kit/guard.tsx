import type { ComponentChildren } from 'preact'
import { useErrorBoundary } from 'preact/hooks'
import { Notice } from './notice.tsx'

/** One message that cannot be drawn must not take the whole page with it. */
export const Guard = ({ children }: { children: ComponentChildren }) => {
  const [error, again] = useErrorBoundary()
  if (!error) return <>{children}</>
  return (
    <Notice tone="danger" icon="alert">
      The sandbox cannot draw this: {String(error)}{' '}
      <button type="button" class="button" onClick={again}>
        Try again
      </button>
    </Notice>
  )
}
