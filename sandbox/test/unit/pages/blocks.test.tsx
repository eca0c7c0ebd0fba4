import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Blocks } from '../../../pages/client/blocks/blocks.tsx'
import { drawn, seen } from './blocks-on-surface.tsx'

const html = (blocks: unknown, more = {}) => drawn(<Blocks blocks={blocks} />, more)
const plain = (text: string, more = {}) => ({ type: 'plain_text', text, ...more })
const mrkdwn = (text: string, more = {}) => ({ type: 'mrkdwn', text, ...more })
const button = { type: 'button', action_id: 'go', text: plain('Go') }
const rich = (...elements: unknown[]) => ({ type: 'rich_text', elements })
const inSection = (...elements: unknown[]) => rich({ type: 'rich_text_section', elements })

describe('each block in its own way', () => {
  test.each<[string, Record<string, unknown>, string[]]>([
    ['a header', { type: 'header', text: plain('Share') }, ['<h3', '>Share<']],
    ['a divider', { type: 'divider' }, ['<hr']],
    ['a context', { type: 'context', elements: [plain('<b>'), mrkdwn('*K7*')] }, ['&lt;b>', '<b>K7</b>']],
    ['actions', { type: 'actions', elements: [button, button] }, ['blocks-actions', 'Go']],
  ])('%s', (_, block, parts) => {
    const drawing = html([block])
    expect(drawing).not.toContain('blocks-refused')
    for (const part of parts) expect(drawing).toContain(part)
  })
})

describe('texts', () => {
  test.each([
    ['plain text is literal', plain('*<!channel>* &lt;@U1&gt; :tada:'), '*<!channel>* &lt;@U1&gt; 🎉'],
    ['without emoji when told so', plain(':tada: <@U1>', { emoji: false }), ':tada: <@U1>'],
    [
      'verbatim: addresses stay text',
      mrkdwn('*b* https://e.example/_a_ ', { verbatim: true }),
      'b https://e.example/_a_ ',
    ],
  ])('%s', (_, text, words) => {
    const drawing = html([{ type: 'context', elements: [text] }])
    expect(seen(drawing)).toBe(words)
    expect(drawing).not.toMatch(/<a |parts-mention/)
  })
})

describe('rich text', () => {
  test('is literal in its texts, and draws what else it holds', () => {
    const text = '*<!channel>* <https://e.example|x> :tada: &lt;'
    const drawing = html([inSection({ type: 'text', text })])
    expect(seen(drawing)).toBe(text)
    expect(drawing).not.toMatch(/<b>|<a |parts-mention/)
  })

  test.each<[string, Record<string, unknown>, string]>([
    ['struck out', { type: 'text', text: 'x', style: { strike: true } }, '<s>x</s>'],
    ['bold code', { type: 'text', text: 'x', style: { bold: true, code: true } }, '<b><code>x</code></b>'],
    ['a link', { type: 'link', url: 'https://p.example', text: 'p' }, 'href="https://p.example"'],
    ['a person', { type: 'user', user_id: 'U1' }, '<bdi class="parts-mention">@bob</bdi>'],
    ['a channel', { type: 'channel', channel_id: 'C1' }, '<bdi class="parts-mention">#design</bdi>'],
    [
      'a date',
      { type: 'date', timestamp: 1795818600, format: '{date_num}', fallback: 'x' },
      '>2026-11-27</time>',
    ],
    ['a date without moment', { type: 'date', timestamp: 'x', format: '{date}', fallback: 'later' }, 'later'],
    ['something unknown', { type: 'gif' }, 'The sandbox knows no “gif” here'],
    [
      'something that the app never sends',
      { type: 'emoji', name: 'lock' },
      'The sandbox knows no “emoji” here',
    ],
  ])('%s', (_, element, part) => {
    expect(html([inSection(element)])).toContain(part)
  })

  test('makes no link of a scheme that runs something', () => {
    const drawing = html([inSection({ type: 'link', url: 'javascript:alert(1)', text: 'open' })])
    expect(drawing).not.toContain('<a ')
  })

  test('quotes and lists; a part of another kind is named in red', () => {
    const elements = [{ type: 'text', text: 'q' }]
    const item = { type: 'rich_text_section', elements }
    const drawing = html([
      rich(
        { type: 'rich_text_quote', elements },
        { type: 'rich_text_list', style: 'bullet', elements: [item, item] },
        { type: 'rich_text_preformatted', elements },
      ),
    ])
    expect(drawing).toMatch(
      /<blockquote [^>]*>q<\/blockquote><ul [^>]*>(?:<li [^>]*>q<\/li>){2}<\/ul><mark [^>]*>/,
    )
    expect(seen(drawing)).toContain('The sandbox knows no “rich_text_preformatted” here')
  })
})

describe('a field of a form', () => {
  const input = {
    type: 'input',
    block_id: 'limit',
    label: plain('Downloads'),
    hint: plain('1 to 9'),
    optional: true,
    element: { type: 'plain_text_input', action_id: 'value' },
  }
  const idOf = (drawing: string, what: string) => drawing.match(new RegExp(`id="([^"]+-${what})"`))?.[1]

  test('is named by its label and described by its hint', () => {
    const drawing = html([input], { errors: { toString: 'x' } })
    expect(seen(drawing)).toContain('Downloads (optional)')
    expect(drawing).toContain(`aria-labelledby="${idOf(drawing, 'label')}"`)
    expect(drawing).toContain(`aria-describedby="${idOf(drawing, 'hint')}"`)
    expect(drawing).not.toContain('role="alert"')
  })

  test('has what the app said to it beside it', () => {
    const drawing = html([input], { errors: { limit: 'At most 9 <b>' } })
    const error = idOf(drawing, 'error')
    expect(drawing).toContain(`aria-describedby="${error} ${idOf(drawing, 'hint')}"`)
    expect(drawing).toMatch(/<p [^>]*role="alert"[^>]*>At most 9 &lt;b><\/p>/)
  })
})

describe('what Slack would not draw', () => {
  test.each<[unknown, string]>([
    [{ type: 'blink' }, 'The sandbox knows no blocks of type “blink”'],
    [{ type: 'constructor' }, 'The sandbox knows no blocks of type “constructor”'],
    [{ type: { toString: 1 } }, 'The sandbox knows no blocks of type “”'],
    [null, 'no block'],
    ['text', 'no block'],
    [{ type: 'image', text: plain('a') }, 'The sandbox knows no blocks of type “image”'],
    [{ type: 'header' }, 'of type “header”'],
    [{ type: 'header', text: 'bare' }, 'of type “header”'],
    [{ type: 'header', text: { type: 'markdown', text: 'x' } }, 'of type “header”'],
    [{ type: 'header', text: null }, 'of type “header”'],
    [{ type: 'context', elements: [] }, 'of type “context”'],
    [{ type: 'actions', elements: 'x' }, 'of type “actions”'],
    [{ type: 'input', label: plain('x') }, 'of type “input”'],
    [{ type: 'rich_text' }, 'of type “rich_text”'],
  ])('%j stands in red in its place', (block, words) => {
    const drawing = html([{ type: 'header', text: plain('before') }, block, { type: 'divider' }])
    expect(drawing).toMatch(/before.*<p class="blocks-refused"[^>]*>.*<hr/)
    expect(seen(drawing)).toContain(words)
  })

  test('no list at all', () => {
    expect(html({ type: 'header' })).toContain('blocks-refused')
  })

  test('whatever comes, it is drawn', () => {
    const words = fc.constantFrom(
      ...['header', 'context', 'actions', 'input', 'rich_text', 'mrkdwn', 'plain_text', 'button'],
      ...['static_select', 'datetimepicker', 'checkboxes', 'plain_text_input', 'external_select'],
      ...['rich_text_section', 'rich_text_list', 'rich_text_quote', 'text', 'link', 'date', 'user', 'emoji'],
      ...['*a* <@U1> <!date^1^{time}|x>', '<https://e.example|b>', '2026-11-31', 'Infinity'],
    )
    const keys = fc.constantFrom(
      ...['type', 'text', 'elements', 'element', 'label', 'hint', 'title'],
      ...['style', 'options', 'initial_option', 'value', 'url', 'format'],
      ...['timestamp', 'placeholder', 'confirm', 'initial_date_time'],
      ...['initial_value', 'action_id', 'block_id'],
    )
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { depthSize: 'medium', withCrossShrink: true },
        words,
        fc.constantFrom(null, true, 0, -1, 1e300, ''),
        fc.array(tie('json'), { maxLength: 4 }),
        fc.dictionary(keys, tie('json'), { maxKeys: 6 }),
        fc
          .tuple(words, fc.dictionary(keys, tie('json'), { maxKeys: 6 }))
          .map(([type, more]) => ({ ...more, type })),
      ),
    }))
    fc.assert(
      fc.property(fc.array(json, { maxLength: 4 }), (blocks) => {
        expect(html(blocks)).toContain('class="blocks"')
      }),
      { numRuns: 400 },
    )
  })
})
