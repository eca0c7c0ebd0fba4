import { readText } from '../../../slack/render/read-text.ts'
import { Parts } from './parts.tsx'

/** Whether this is a text object, which `Text` can draw. */
export const isText = (value: unknown): boolean => readText(value) !== undefined

/** A text object of Slack, plain or mrkdwn; nothing when it is none. */
export const Text = ({ of }: { of: unknown }) => {
  const parts = readText(of)
  if (!parts) return null
  return (
    <span class="parts-text" dir="auto">
      <Parts of={parts} />
    </span>
  )
}
