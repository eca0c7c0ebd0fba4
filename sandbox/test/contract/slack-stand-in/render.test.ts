import { describe, expect, test } from 'vitest'
import { renderMessage, renderNotification } from '../../../slack/render/render-message.ts'

const now = Date.parse('2026-11-23T10:00:00Z')
const names = (id: string) => ({ U1: 'bob', C1: 'design' })[id]
const draw = (text: string, tz = 'Europe/Berlin') => renderMessage({ text }, { tz, now, names })
const friday = Date.parse('2026-11-27T22:30:00Z') / 1000

describe('the text of a message, in a notification', () => {
  const text = '<@U1> shares &lt;Q3&gt; *now*'
  test.each([
    ['is read as mrkdwn', {}, '@bob shares <Q3> now'],
    ['is raw where the app wants nothing read in it', { mrkdwn: false }, text],
  ])('%s', (_, args, seen) => {
    expect(renderNotification({ text, args }, { tz: 'Etc/UTC', now, names })).toBe(seen)
  })
})

describe('mrkdwn', () => {
  test.each([
    ['*bold* _it_ ~old~ `code`', 'bold it ~old~ code'],
    ['*_both_* snake_case_name 2*3*4', 'both snake_case_name 2*3*4'],
    ['*unclosed and a * b', '*unclosed and a * b'],
    ['```\n*raw*\n```', '*raw*'],
    ['&lt;!channel&gt; &amp;lt;', '<!channel> &lt;'],
    ['<!channel> <!here>', '@channel @here'],
    ['<@U1> <@U9|eve> <#C1>', '@bob @eve #design'],
    ['<https://e.example|invoice.pdf>', 'invoice.pdf (https://e.example)'],
    ['&lt;https://e.example|invoice.pdf&gt;', '<https://e.example|invoice.pdf>'],
    ['<https://p.example/a_b_c?x=1&amp;y=_z_>', 'https://p.example/a_b_c?x=1&y=_z_'],
    ['see https://p.example/_a_/b now', 'see https://p.example/_a_/b now'],
    [':tada: :no_such_thing: 10:30:00', '🎉 :no_such_thing: 10:30:00'],
    ['&gt; quoted', '│ quoted'],
  ])('%s', (text, seen) => {
    expect(draw(text)).toBe(seen)
  })

  test('a date in the zone of the viewer', () => {
    const text = `<!date^${friday}^{date_short} at {time}|27 Nov UTC>`
    expect(draw(text, 'Europe/Berlin')).toBe('Nov 27 at 11:30 PM')
    expect(draw(text, 'America/New_York')).toBe('Nov 27 at 5:30 PM')
    expect(draw(text, 'Asia/Tokyo')).toBe('Nov 28 at 7:30 AM')
  })

  test.each([
    ['{date_num}', '2026-11-27'],
    ['{date}', 'November 27th'],
    ['{date_long}', 'Friday, November 27th'],
    ['{time_secs}', '10:30:00 PM'],
    ['{ago}', 'In 5 days'],
    ['ends {date_pretty}', 'ends November 27th'],
    ['Ends {date_long_pretty} at {time}', 'Ends Friday, November 27th at 10:30 PM'],
  ])('the token %s', (format, seen) => {
    expect(draw(`<!date^${friday}^${format}|x>`, 'UTC')).toBe(seen)
  })

  test('pretty dates are the calendar days of the viewer', () => {
    const text = `<!date^${Date.parse('2026-11-23T23:30:00Z') / 1000}^{date_short_pretty}|x>`
    expect([draw(text, 'UTC'), draw(text, 'Europe/Berlin')]).toEqual(['Today', 'Tomorrow'])
  })

  test('the word for a day has a capital only where the format begins with it', () => {
    const text = `<!date^${now / 1000}^Ends {date_long_pretty} at {time}|x>`
    expect(draw(text, 'UTC')).toBe('Ends today at 10:00 AM')
  })

  test.each([
    ['2027-05-20T10:00:00Z', 'May 20'],
    ['2027-06-20T10:00:00Z', 'Jun 20, 2027'],
    ['2026-06-01T10:00:00Z', 'Jun 1'],
    ['2026-04-01T10:00:00Z', 'Apr 1, 2026'],
  ])('the year is left out within six months: %s', (at, seen) => {
    expect(draw(`<!date^${Date.parse(at) / 1000}^{date_short}|x>`, 'UTC')).toBe(seen)
  })
})

test('blocks, each in its own way; plain and rich text stay literal', () => {
  const plain = (text: string, more = {}) => ({ type: 'plain_text', text, ...more })
  const name = '*<!channel>* :tada: &amp;'
  const blocks = [
    { type: 'header', text: plain(name, { emoji: false }) },
    { type: 'context', elements: [{ type: 'mrkdwn', text: 'by <@U1>' }] },
    { type: 'divider' },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: `${name} `, style: { bold: true } },
            { type: 'link', url: 'https://p.example', text: 'here' },
            { type: 'text', text: ' until ' },
            { type: 'date', timestamp: friday, format: '{date_short} {time}', fallback: 'x' },
            { type: 'user', user_id: 'U1' },
          ],
        },
      ],
    },
    { type: 'context', elements: [plain('1 of 3'), { type: 'mrkdwn', text: '*K7*' }] },
    {
      type: 'actions',
      elements: [
        { type: 'button', text: plain('Open'), url: 'https://p.example' },
        { type: 'button', text: plain('Revoke') },
      ],
    },
  ]
  expect(renderMessage({ text: 'fallback', blocks }, { tz: 'UTC', now, names }).split('\n')).toEqual([
    name,
    'by @bob',
    '────────',
    `${name} here (https://p.example) until Nov 27 10:30 PM@bob`,
    '1 of 3  K7',
    '[Open → https://p.example] [Revoke]',
  ])
})
