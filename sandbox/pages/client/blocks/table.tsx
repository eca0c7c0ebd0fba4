import { isObject } from '../../../slack/limits/report.ts'
import { objectsIn, textIn } from '../../../slack/render/parts.ts'
import { readRichText } from '../../../slack/render/read-rich-text.ts'
import type { Draw } from './draw.ts'
import { Parts } from './parts.tsx'

const Cell = ({ of }: { of: unknown }) => {
  if (!isObject(of)) return null
  if (of.type === 'rich_text') return <Parts of={readRichText(of)} />
  return <span dir="auto">{textIn(of.text) || (typeof of.value === 'number' ? String(of.value) : '')}</span>
}

const ALIGNED = new Set(['left', 'center', 'right'])

/** `table` and `data_table`: the first row heads the columns. */
export const drawTable: Draw = ({ rows, caption, column_settings }) => {
  if (!Array.isArray(rows) || rows.length === 0 || !rows.every(Array.isArray)) return undefined
  const settings = objectsIn(column_settings)
  const alignOf = (column: number) => {
    const align = textIn(settings[column]?.align)
    return ALIGNED.has(align) ? { textAlign: align } : {}
  }
  const [head = [], ...body] = rows as unknown[][]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it by the keyboard
    <section class="blocks-table" aria-label={textIn(caption) || 'Table'} tabIndex={0}>
      <table>
        {typeof caption === 'string' && <caption dir="auto">{caption}</caption>}
        <thead>
          <tr>
            {head.map((cell, i) => (
              <th key={i} scope="col" class="parts-text" style={alignOf(i)}>
                <Cell of={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row, i) => (
            <tr key={i}>
              {row.map((cell, j) => (
                <td key={j} class="parts-text" style={alignOf(j)}>
                  <Cell of={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
