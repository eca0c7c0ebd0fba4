/** Entities of mrkdwn. To be called last, when all markup has been found: escaped text never becomes markup. */
export const decode = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
