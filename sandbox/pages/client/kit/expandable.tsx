import './expandable.css'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'

/** One line that opens to more. What is inside is drawn when it is first needed: there may be hundreds. */
export const Expandable = ({
  summary,
  children,
}: {
  summary: ComponentChildren
  children: () => ComponentChildren
}) => {
  const [isOpen, setOpen] = useState(false)
  return (
    <details class="expandable" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {isOpen && children()}
    </details>
  )
}

/** Anything, as indented JSON. */
export const Raw = ({ value }: { value: unknown }) => (
  // Long ones scroll, and only what has the focus scrolls by keyboard.
  // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
  <pre class="expandable-raw" tabIndex={0}>
    {JSON.stringify(value, null, 2)}
  </pre>
)
