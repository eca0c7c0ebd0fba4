import { textIn } from '../../../slack/render/parts.ts'
import type { Draw } from './draw.ts'
import { isText, Text } from './text.tsx'

/** A tiny image of a context block; nothing is fetched, so its name stands for it. */
export const Icon = ({ alt }: { alt: string }) => (
  <span class="blocks-icon" role="img" aria-label={alt} title={alt}>
    🖼
  </span>
)

/** A box in the place of something that would have to be fetched. */
const Placeholder = ({ sign, title, alt }: { sign: string; title: unknown; alt: string }) => (
  <figure class="blocks-placeholder">
    {isText(title) && (
      <figcaption>
        <Text of={title} />
      </figcaption>
    )}
    <div class="blocks-placeholder-box" role="img" aria-label={alt}>
      <span aria-hidden="true">{sign}</span>
      <span dir="auto">{alt}</span>
    </div>
  </figure>
)

export const drawImage: Draw = ({ alt_text, title }) =>
  typeof alt_text === 'string' ? <Placeholder sign="🖼" title={title} alt={alt_text} /> : undefined

export const drawVideo: Draw = ({ alt_text, title }) =>
  typeof alt_text === 'string' && isText(title) ? (
    <Placeholder sign="▶️" title={title} alt={alt_text} />
  ) : undefined

export const drawFile: Draw = ({ external_id }) =>
  typeof external_id === 'string' ? (
    <Placeholder sign="📄" title={undefined} alt={`File ${textIn(external_id)}`} />
  ) : undefined
