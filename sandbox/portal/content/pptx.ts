import { NS, officeFile, xmlText } from './office.ts'
import { PARAGRAPHS } from './words.ts'

const P = `xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" ${NS.a} ${NS.r}`
const GROUP =
  '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'

const tree = (shapes = '') => `<p:cSld><p:spTree>${GROUP}${shapes}</p:spTree></p:cSld>`

const box = (id: number, top: number, size: number, text: string) =>
  `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="Text ${id}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="838200" y="${top}"/><a:ext cx="10515600" cy="1325563"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr wrap="square"/><a:p><a:r><a:rPr lang="en-US" sz="${size}"/><a:t>${xmlText(text)}</a:t></a:r></a:p></p:txBody></p:sp>`

const colour = (name: string, hex: string) => `<a:${name}><a:srgbClr val="${hex}"/></a:${name}>`

const COLOURS = Object.entries({
  dk1: '1D1C1D',
  lt1: 'FFFFFF',
  dk2: '1F3A5F',
  lt2: 'EEF2F7',
  accent1: '2B6CB0',
  accent2: 'DD6B20',
  accent3: '2F855A',
  accent4: '805AD5',
  accent5: 'C53030',
  accent6: 'B7791F',
  hlink: '2B6CB0',
  folHlink: '805AD5',
}).map(([name, hex]) => colour(name, hex))

const font = (name: string) =>
  `<a:${name}><a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/></a:${name}>`
const three = (text: string) => text.repeat(3)
const FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'

// PowerPoint opens nothing without a master, a layout and a theme, however plain.
const THEME = `<a:theme ${NS.a} name="Plain"><a:themeElements><a:clrScheme name="Plain">${COLOURS.join('')}</a:clrScheme><a:fontScheme name="Plain">${font('majorFont')}${font('minorFont')}</a:fontScheme><a:fmtScheme name="Plain"><a:fillStyleLst>${three(FILL)}</a:fillStyleLst><a:lnStyleLst>${three(`<a:ln w="6350">${FILL}</a:ln>`)}</a:lnStyleLst><a:effectStyleLst>${three('<a:effectStyle><a:effectLst/></a:effectStyle>')}</a:effectStyleLst><a:bgFillStyleLst>${three(FILL)}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`

const MAP =
  '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'

/** A presentation of one slide. */
export const pptx = (title: string): Buffer =>
  officeFile({
    'ppt/presentation.xml': {
      kind: 'presentationml.presentation.main',
      xml: `<p:presentation ${P}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:sldIdLst><p:sldId id="256" r:id="rId2"/></p:sldIdLst><p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>`,
      links: {
        rId1: ['slideMaster', 'slideMasters/slideMaster1.xml'],
        rId2: ['slide', 'slides/slide1.xml'],
        rId3: ['theme', 'theme/theme1.xml'],
      },
    },
    'ppt/slideMasters/slideMaster1.xml': {
      kind: 'presentationml.slideMaster',
      xml: `<p:sldMaster ${P}>${tree()}${MAP}<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst></p:sldMaster>`,
      links: {
        rId1: ['slideLayout', '../slideLayouts/slideLayout1.xml'],
        rId2: ['theme', '../theme/theme1.xml'],
      },
    },
    'ppt/slideLayouts/slideLayout1.xml': {
      kind: 'presentationml.slideLayout',
      xml: `<p:sldLayout ${P} type="blank">${tree()}<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>`,
      links: { rId1: ['slideMaster', '../slideMasters/slideMaster1.xml'] },
    },
    'ppt/slides/slide1.xml': {
      kind: 'presentationml.slide',
      xml: `<p:sld ${P}>${tree(box(2, 838200, 4400, title) + box(3, 2514600, 2000, PARAGRAPHS.join(' ')))}<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>`,
      links: { rId1: ['slideLayout', '../slideLayouts/slideLayout1.xml'] },
    },
    'ppt/theme/theme1.xml': { kind: 'theme', xml: THEME },
  })
