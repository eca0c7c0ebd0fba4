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
    [
      'a section with fields and an element',
      { type: 'section', text: mrkdwn('*a*'), fields: [plain('b'), mrkdwn('_c_')], accessory: button },
      ['<b>a</b>', 'blocks-fields', '>b<', '<i>c</i>', 'blocks-accessory', 'Go'],
    ],
    ['a section with only fields', { type: 'section', fields: [plain('b')] }, ['blocks-fields']],
    ['a header', { type: 'header', text: plain('Share') }, ['<h3', '>Share<']],
    ['a divider', { type: 'divider' }, ['<hr']],
    [
      'a context',
      { type: 'context', elements: [{ type: 'image', image_url: 'x', alt_text: 'logo' }, mrkdwn('*K7*')] },
      ['aria-label="logo"', '<b>K7</b>'],
    ],
    ['actions', { type: 'actions', elements: [button, button] }, ['blocks-actions', 'Go']],
    ['context_actions', { type: 'context_actions', elements: [button] }, ['blocks-actions', 'Go']],
    [
      'an image',
      { type: 'image', image_url: 'https://e.example/x.png', alt_text: 'A chart', title: plain('Sales') },
      ['<figcaption>', 'Sales', 'role="img" aria-label="A chart"'],
    ],
    ['a video', { type: 'video', alt_text: 'A film', title: plain('Film') }, ['A film', 'Film']],
    ['a file', { type: 'file', external_id: 'F1', source: 'remote' }, ['File F1']],
    [
      'markdown',
      { type: 'markdown', text: '# Hi\n**a** <@U1>\n\n---\n2. x' },
      ['<h3 class="blocks-header">Hi</h3>', '<b>a</b> &lt;@U1>', '<hr', 'start="2"', '<li dir="auto">x</li>'],
    ],
    [
      'an alert',
      { type: 'alert', level: 'warning', text: mrkdwn('*Mind* it') },
      ['blocks-alert-warning', 'Warning: ', '<b>Mind</b> it'],
    ],
    [
      'a table',
      {
        type: 'table',
        column_settings: [{ align: 'right' }],
        rows: [
          [
            { type: 'raw_text', text: 'Size' },
            { type: 'raw_text', text: 'File' },
          ],
          [{ type: 'raw_number', value: 5 }, inSection({ type: 'text', text: 'a', style: { bold: true } })],
        ],
      },
      ['<th scope="col"', 'Size', 'text-align:right', '>5<', '<b>a</b>'],
    ],
    [
      'a card',
      { type: 'card', title: mrkdwn('*T*'), subtitle: mrkdwn('S'), body: mrkdwn('B'), actions: [button] },
      ['blocks-card', '<b>T</b>', '>S<', '>B<', 'Go'],
    ],
    [
      'cards in a row',
      { type: 'carousel', elements: [{ type: 'card', body: mrkdwn('B') }] },
      ['blocks-card'],
    ],
    [
      'a container',
      { type: 'container', title: plain('More'), child_blocks: [{ type: 'divider' }] },
      ['<details', 'More', '<hr'],
    ],
  ])('%s', (_, block, parts) => {
    const drawing = html([block])
    expect(drawing).not.toContain('blocks-refused')
    for (const part of parts) expect(drawing).toContain(part)
  })

  test.each([
    ['***both*** __b__ _i_ ~~s~~ `a*b*`', '<i><b>both</b></i> <b>b</b> <i>i</i> <s>s</s> <code>a*b*</code>'],
    ['[a *b*](https://e.example/x_y_z)', 'href="https://e.example/x_y_z"', '>a <i>b</i></a>'],
    ['* a\n* b\n  1. c', '<li dir="auto">a</li><li dir="auto">b</li></ul>', '<ol'],
    ['> q\n> **r**', '<blockquote', 'q\n<b>r</b>'],
    ['```js\n# no **x**\n```\nafter', '<pre class="parts-pre" dir="auto"># no **x**</pre>', 'after'],
    ['2 * 3 * 4 snake_case_name \\*a\\*', '2 * 3 * 4 snake_case_name *a*'],
    ['[x](javascript:alert(1)) <b>y</b>', '[x](javascript:alert(1)) &lt;b>y&lt;/b>'],
  ])('markdown %s', (text, ...parts) => {
    const drawing = html([{ type: 'markdown', text }])
    for (const part of parts) expect(drawing).toContain(part)
  })

  test('nothing is fetched', () => {
    const image = { type: 'image', image_url: 'https://e.example/x.png', alt_text: 'x' }
    const drawing = html([image, { type: 'section', text: plain('a'), accessory: image }])
    expect(drawing).not.toMatch(/<(?:img|iframe|video|object)|e\.example/)
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
    const drawing = html([{ type: 'section', text }])
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
    const drawing = html([input], { surface: 'modal', errors: { toString: 'x' } })
    expect(seen(drawing)).toContain('Downloads (optional)')
    expect(drawing).toContain(`aria-labelledby="${idOf(drawing, 'label')}"`)
    expect(drawing).toContain(`aria-describedby="${idOf(drawing, 'hint')}"`)
    expect(drawing).not.toContain('role="alert"')
  })

  test('has what the app said to it beside it', () => {
    const drawing = html([input], { surface: 'modal', errors: { limit: 'At most 9 <b>' } })
    const error = idOf(drawing, 'error')
    expect(drawing).toContain(`aria-describedby="${error} ${idOf(drawing, 'hint')}"`)
    expect(drawing).toMatch(/<p [^>]*role="alert"[^>]*>At most 9 &lt;b><\/p>/)
  })
})

describe('what Slack would not draw', () => {
  test.each<[unknown, string]>([
    [{ type: 'blink' }, 'Slack does not know blocks of type “blink”'],
    [{ type: 'constructor' }, 'Slack does not know blocks of type “constructor”'],
    [{ type: { toString: 1 } }, 'Slack does not know blocks of type “”'],
    [null, 'no block'],
    ['text', 'no block'],
    [{ type: 'section' }, 'of type “section”'],
    [{ type: 'section', text: 'bare' }, 'of type “section”'],
    [{ type: 'section', text: { type: 'markdown', text: 'x' } }, 'of type “section”'],
    [{ type: 'section', text: plain('a'), fields: [] }, 'of type “section”'],
    [{ type: 'header', text: null }, 'of type “header”'],
    [{ type: 'context', elements: [] }, 'of type “context”'],
    [{ type: 'actions', elements: 'x' }, 'of type “actions”'],
    [{ type: 'input', label: plain('x') }, 'of type “input”'],
    [{ type: 'image' }, 'of type “image”'],
    [{ type: 'rich_text' }, 'of type “rich_text”'],
    [{ type: 'table', rows: [1] }, 'of type “table”'],
    [{ type: 'card' }, 'of type “card”'],
    [{ type: 'alert' }, 'of type “alert”'],
    [{ type: 'markdown', text: 5 }, 'of type “markdown”'],
  ])('%j stands in red in its place', (block, words) => {
    const drawing = html([{ type: 'header', text: plain('before') }, block, { type: 'divider' }])
    expect(drawing).toMatch(/before.*<p class="blocks-refused"[^>]*>.*<hr/)
    expect(seen(drawing)).toContain(words)
  })

  test('no list at all', () => {
    expect(html({ type: 'section' })).toContain('blocks-refused')
  })

  test('a container in a container', () => {
    const inner = { type: 'container', child_blocks: [{ type: 'divider' }] }
    expect(html([{ type: 'container', child_blocks: [inner] }])).toContain('blocks-refused')
  })

  test('whatever comes, it is drawn', () => {
    const words = fc.constantFrom(
      ...['section', 'header', 'context', 'actions', 'input', 'image', 'rich_text', 'table', 'card', 'alert'],
      ...['carousel', 'container', 'markdown', 'video', 'mrkdwn', 'plain_text', 'button', 'overflow'],
      ...[
        'static_select',
        'datetimepicker',
        'datepicker',
        'checkboxes',
        'plain_text_input',
        'external_select',
      ],
      ...['rich_text_section', 'rich_text_list', 'rich_text_quote', 'text', 'link', 'date', 'user', 'emoji'],
      ...['*a* <@U1> <!date^1^{time}|x>', '<https://e.example|b>', '2026-11-31', 'Infinity'],
    )
    const keys = fc.constantFrom(
      ...['type', 'text', 'elements', 'fields', 'accessory', 'element', 'label', 'hint', 'title', 'alt_text'],
      ...['rows', 'actions', 'style', 'options', 'option_groups', 'initial_option', 'value', 'url', 'format'],
      ...['timestamp', 'child_blocks', 'column_settings', 'placeholder', 'confirm', 'initial_date_time'],
      ...['initial_value', 'initial_date', 'action_id', 'block_id', 'indent', 'offset', 'icon', 'hero_image'],
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
