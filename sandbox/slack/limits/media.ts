import type { Json } from '../model.ts'
import { checkString, checkText, isObject, type Report } from './report.ts'

const ADDRESS = { max: 3000, min: 1 }

/** An address within its length and of one of these schemes. */
const checkAddress = (
  report: Report,
  value: unknown,
  pointer: string,
  { scheme, required = false }: { scheme: RegExp; required?: boolean },
) => {
  checkString(report, value, pointer, { ...ADDRESS, required })
  if (typeof value === 'string' && value !== '' && !(scheme.test(value) && URL.canParse(value)))
    report.add('invalid url', pointer)
}

const WEB = /^https?:\/\//i
const SECURE = /^https:\/\//i

/** An image, as a block or inside of one. */
export const checkImage = (report: Report, image: Json, pointer: string) => {
  checkString(report, image.alt_text, `${pointer}/alt_text`, { max: 2000, required: true })
  const isOfSlack = isObject(image.slack_file)
  checkAddress(report, image.image_url, `${pointer}/image_url`, { scheme: WEB, required: !isOfSlack })
  checkText(report, image.title, `${pointer}/title`, { max: 2000, plain: true })
}

/** A video; title and author have limits of their own. */
export const checkVideo = (report: Report, video: Json, pointer: string) => {
  checkText(report, video.title, `${pointer}/title`, { max: 199, plain: true, required: true })
  checkAddress(report, video.video_url, `${pointer}/video_url`, { scheme: SECURE, required: true })
  checkAddress(report, video.thumbnail_url, `${pointer}/thumbnail_url`, { scheme: WEB, required: true })
  checkString(report, video.alt_text, `${pointer}/alt_text`, { max: 2000, required: true })
  checkAddress(report, video.title_url, `${pointer}/title_url`, { scheme: SECURE })
  checkString(report, video.author_name, `${pointer}/author_name`, { max: 49 })
  checkText(report, video.description, `${pointer}/description`, { max: 199, plain: true })
}

/** A remote file. */
export const checkFile = (report: Report, file: Json, pointer: string) => {
  checkString(report, file.external_id, `${pointer}/external_id`, { max: 255, min: 1, required: true })
  checkString(report, file.source, `${pointer}/source`, { max: 255, min: 1, required: true })
}
