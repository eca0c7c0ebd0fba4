import { textIn } from '../../../slack/render/parts.ts'
import { wordsOf } from './read.ts'
import type { ElementProps } from './use-element.ts'

/** Drawn, and never started: workflows belong to Slack itself. */
export const WorkflowButton = ({ element }: ElementProps) => (
  <button
    type="button"
    class="button element-button"
    disabled
    title="Workflows are not played in the sandbox"
    aria-label={textIn(element.accessibility_label) || undefined}
  >
    {wordsOf(element.text)}
  </button>
)

const NAMES = new Map([
  ['rich_text_input', 'Formatted text'],
  ['file_input', 'Upload of files'],
])

export const NotPlayed = ({ element }: ElementProps) => (
  <p class="element-not-played">
    {NAMES.get(textIn(element.type)) ?? 'This input'} is not played in the sandbox.
  </p>
)

/** Something that Slack itself would have refused. */
export const UnknownElement = ({ type }: { type: string }) => (
  <p class="element-unknown">{type ? `Unknown element: ${type}` : 'An element without a type'}</p>
)
