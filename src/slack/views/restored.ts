import type { RestoreReport } from '../../domain/restored.ts'
import { type Line, linesView, type View } from './rich.ts'
import { links, number } from './share-words.ts'
import { nameLike } from './untrusted.ts'

/** A title ends with the share's id. */
const endOf = (title: string): string => [...title].slice(-60).join('')

const endedLines = ({ strays, ended }: RestoreReport): Line[] => {
  if (ended === 0) return []
  const more = ended - strays.length
  return [
    [
      `Sharelink closed ${links(ended)} that it had no record of any more, because nobody would have kept `,
      `${ended === 1 ? 'its limit. Its message in Slack still looks' : 'their limits. Their messages in Slack still look'} alive.`,
    ],
    ...strays.map(
      ({ title, fileId }): Line => ({
        item: [nameLike(endOf(title), 60), ' (file ', { code: nameLike(fileId, 60) }, ')'],
      }),
    ),
    ...(more === 0 ? [] : [[`And ${number(more)} more.`]]),
    ['If somebody still needs one, share the file again with ', { code: '/sharelink' }, '.'],
  ]
}

/** To admins: records were put back from a backup, or lost, and what became of links made since. */
export const restoredView = (report: RestoreReport): View =>
  linesView(
    ["Some of Sharelink's records were lost: perhaps a backup was restored, or Redis came back empty."],
    ...endedLines(report),
    ...(report.extended === 0
      ? []
      : [[`Sharelink found extensions of ${links(report.extended)} in DocSpace, and keeps them.`]]),
    ...(report.claimed === undefined || report.claimed === 0
      ? []
      : [
          [
            `Sharelink lost track of downloads of ${report.claimed === 1 ? '1 exact link' : `${number(report.claimed)} exact links`}, and counts them again. `,
            'Some of these links may close early: nobody gets more than was promised.',
          ],
        ]),
  )
