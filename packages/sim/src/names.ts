import type { Sex } from './person.ts'
import type { Stream } from './random.ts'

/** Surnames in rough order of how common they are; each stands for a few thousandths of the population. */
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤'
const COMPOUND_SURNAMES = ['欧阳', '上官', '司马', '诸葛', '皇甫', '尉迟', '慕容', '令狐']
const MALE =
  '伟强磊军勇杰涛超明刚平辉鹏华飞鑫波斌宇浩凯健俊帆峰旭宁龙林志文建国海洋博文昊天泽轩子豪一鸣家豪振东永康立新'
const FEMALE = '芳娜敏静丽艳娟霞秀英玲桂兰燕红梅雪莉倩颖欣怡婷雨佳慧琳洁瑶莹晶萍蓉月梦诗涵可馨思雅语晨小雨晓燕玉华'
/** Characters that older systems cannot hold, one of them outside the basic plane. */
const RARE = ['䶮', '堃', '喆', '翀', '赟', '祎', '玥', '垚', '骉', '昇', '𬭎', '犇']
const OTHER_GIVEN = ['阿依古丽', '古丽娜', '艾力', '木拉提', '阿卜杜拉', '帕提古丽', '扎西', '卓玛', '巴特尔', '其其格']
const OTHER_FAMILY = ['买买提', '吐尔逊', '依明', '艾山', '卡德尔', '次仁', '多吉', '苏和']

const surnames = [...SURNAMES]
const given: Readonly<Record<Sex, readonly string[]>> = { male: [...MALE], female: [...FEMALE] }

/** A name as on the identity card: mostly three characters, some two, a few compound, rare or with a middle dot. */
export function nameOf(stream: Stream, sex: Sex): string {
  if (stream.chance(0.008)) return `${stream.pick(OTHER_GIVEN)}·${stream.pick(OTHER_FAMILY)}`
  const surname = stream.chance(0.006) ? stream.pick(COMPOUND_SURNAMES) : surnameOf(stream)
  const first = stream.pick(given[sex])
  if (stream.chance(0.012)) return surname + (stream.chance(0.5) ? stream.pick(RARE) : first + stream.pick(RARE))
  return stream.chance(0.22) ? surname + first : surname + first + stream.pick(given[sex])
}

/** The square leans on the front of the list, where the common surnames are. */
function surnameOf(stream: Stream): string {
  return surnames[Math.floor(stream.unit() ** 2 * surnames.length)]!
}
