import type { Locator } from 'playwright-core'

type Colour = [red: number, green: number, blue: number]

/**
 * The colour of the words of an element and that of the ground they stand on, as drawn: every background around
 * it laid over the other by the browser itself.
 */
export const coloursOf = (place: Locator): Promise<{ words: Colour; ground: Colour }> =>
  place.evaluate((element) => {
    const { defaultView: window } = element.ownerDocument
    const canvas = element.ownerDocument
      .createElement('canvas')
      .getContext('2d', { willReadFrequently: true })
    const grounds: string[] = []
    for (let at = element; at; at = at.parentElement)
      grounds.unshift(window.getComputedStyle(at).backgroundColor)
    const paint = (colour: string): Colour => {
      canvas.fillStyle = colour
      canvas.fillRect(0, 0, 1, 1)
      return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3) as Colour
    }
    const ground = grounds.map(paint).at(-1) as Colour
    return { ground, words: paint(window.getComputedStyle(element).color) }
  })

const brightness = (colour: Colour): number => {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as Colour
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** 1 to 21, as WCAG counts it; 4.5 is enough for text. */
export const contrastOf = async (place: Locator): Promise<number> => {
  const { words, ground } = await coloursOf(place)
  const [dark = 0, bright = 0] = [brightness(words), brightness(ground)].sort((a, b) => a - b)
  return (bright + 0.05) / (dark + 0.05)
}
