import type { RestoreReport } from '../../domain/restored.ts'
import { type Line, linesView, type View } from './rich.ts'
import { nameLike } from './untrusted.ts'

const links = (count: number): string => (count === 1 ? '1 link' : `${count} links`)

/** A title ends with the share's id. */
const endOf = (title: string): string => [...title].slice(-60).join('')

const endedLines = ({ strays, ended }: RestoreReport): Line[] => {
  if (ended === 0) return []
  const more = ended - strays.length
  return [
    [
      `${links(ended)} that Sharelink had made had no record any more. ${ended === 1 ? 'It was' : 'They were'} ended, `,
      'since nobody would have kept to their limits. Their messages in Slack still look alive.',
    ],
    ...strays.map(
      ({ title, fileId }): Line => [
        '• ',
        nameLike(endOf(title), 60),
        ', of the file ',
        { code: nameLike(fileId, 60) },
      ],
    ),
    ...(more === 0 ? [] : [[`… and ${more} more.`]]),
    ['Who still needs one can make a new link with ', { code: '/sharelink' }, '.'],
  ]
}

/** To admins: records were put back from a backup, or lost, and what became of links made since. */
export const restoredView = (report: RestoreReport): View =>
  linesView(
    ["Sharelink's records were lost for a time: perhaps a backup was put back, or Redis came back empty."],
    ...endedLines(report),
    ...(report.extended === 0
      ? []
      : [[`Extensions of ${links(report.extended)} were found at the portal, and hold.`]]),
    ...(report.claimed === undefined || report.claimed === 0
      ? []
      : [
          [
            `Downloads of ${report.claimed === 1 ? '1 exact link' : `${report.claimed} exact links`} had no record, and count again. `,
            'Some of these links may have closed early: nobody gets more than was promised.',
          ],
        ]),
  )
