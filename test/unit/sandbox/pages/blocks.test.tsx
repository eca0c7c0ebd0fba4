import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Blocks } from '../../../../sandbox/pages/client/blocks/blocks.tsx'
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
    [
      'styles',
      { type: 'text', text: 'x', style: { bold: true, italic: true, strike: true } },
      '<b><i><s>x</s></i></b>',
    ],
    [
      'code and underline',
      { type: 'text', text: 'x', style: { code: true, underline: true } },
      '<u><code>x</code></u>',
    ],
    ['a link', { type: 'link', url: 'https://p.example', text: 'p' }, 'href="https://p.example"'],
    ['a person', { type: 'user', user_id: 'U1' }, '<bdi class="parts-mention">@bob</bdi>'],
    ['a channel', { type: 'channel', channel_id: 'C1' }, '<bdi class="parts-mention">#design</bdi>'],
    ['a group', { type: 'usergroup', usergroup_id: 'S1' }, 'parts-broadcast">@S1<'],
    ['everyone', { type: 'broadcast', range: 'everyone' }, 'parts-broadcast">@everyone<'],
    ['an emoji', { type: 'emoji', name: 'lock' }, '🔒'],
    ['a colour', { type: 'color', value: '#ff8800' }, 'background:#ff8800'],
    [
      'a date',
      { type: 'date', timestamp: 1795818600, format: '{date_num}', fallback: 'x' },
      '>2026-11-27</time>',
    ],
    ['a date without moment', { type: 'date', timestamp: 'x', format: '{date}', fallback: 'later' }, 'later'],
    ['something unknown', { type: 'gif' }, 'Slack does not know “gif” here'],
  ])('%s', (_, element, part) => {
    expect(html([inSection(element)])).toContain(part)
  })

  test('makes no link of a scheme that runs something, and no style of a text', () => {
    const drawing = html([
      inSection(
        { type: 'link', url: 'javascript:alert(1)', text: 'open' },
        { type: 'color', value: 'red;background:url(https://e.example)' },
      ),
    ])
    expect(drawing).not.toMatch(/<a |style=/)
  })

  test('lists with their numbers and depth, quotes, preformatted text', () => {
    const item = (text: string) => ({ type: 'rich_text_section', elements: [{ type: 'text', text }] })
    const drawing = html([
      rich(
        { type: 'rich_text_list', style: 'ordered', indent: 1, offset: 2, elements: [item('a'), item('b')] },
        { type: 'rich_text_list', style: 'bullet', elements: [item('c')] },
        { type: 'rich_text_quote', elements: [{ type: 'text', text: 'q' }] },
        { type: 'rich_text_preformatted', elements: [{ type: 'text', text: ' p\n  p' }] },
      ),
    ])
    expect(drawing).toMatch(
      /<ol [^>]*start="3" style="--indent:1;"><li dir="auto">a<\/li><li dir="auto">b<\/li><\/ol>/,
    )
    expect(drawing).toMatch(/<ul [^>]*><li dir="auto">c<\/li><\/ul>/)
    expect(drawing).toMatch(/<blockquote [^>]*>q<\/blockquote><pre [^>]*> p\n {2}p<\/pre>/)
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
    [{ type: 'section', text: plain('a') }, 'The sandbox knows no blocks of type “section”'],
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
      ...['initial_value', 'action_id', 'block_id', 'indent', 'offset'],
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
