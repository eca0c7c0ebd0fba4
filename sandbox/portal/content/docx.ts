import { officeFile, xmlText } from './office.ts'
import { PARAGRAPHS } from './words.ts'

const paragraph = (text: string, format = '') =>
  `<w:p><w:pPr><w:spacing w:after="160"/></w:pPr><w:r>${format}<w:t xml:space="preserve">${xmlText(text)}</w:t></w:r></w:p>`

/** A Word document: the title in big letters, and some text. */
export const docx = (title: string): Buffer => {
  const heading = paragraph(title, '<w:rPr><w:b/><w:sz w:val="40"/></w:rPr>')
  const page =
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1134" w:left="1417" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
  const body = heading + PARAGRAPHS.map((text) => paragraph(text)).join('') + page
  return officeFile({
    'word/document.xml': {
      kind: 'wordprocessingml.document.main',
      xml: `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
    },
  })
}
