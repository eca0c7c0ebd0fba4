import { useEffect, useState } from 'preact/hooks'
import { Icon } from '../kit/icon.tsx'

/** Copies a text; `label` says which, `describedBy` of what. */
export const CopyButton = ({
  text,
  label,
  describedBy,
}: {
  text: string
  label: string
  describedBy?: string
}) => {
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (said === '') return
    const timer = setTimeout(() => setSaid(''), 2000)
    return () => clearTimeout(timer)
  }, [said])
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setSaid('Copied'),
      () => setSaid('The browser does not allow it'),
    )
  return (
    <span class="portal-copy">
      <button
        type="button"
        class="icon-button"
        aria-label={label}
        aria-describedby={describedBy}
        title={label}
        onClick={copy}
      >
        <Icon name="copy" />
      </button>
      <span role="status" class="portal-dim">
        {said}
      </span>
    </span>
  )
}
