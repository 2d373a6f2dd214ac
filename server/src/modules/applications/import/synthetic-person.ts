import { createHash } from 'node:crypto'
import { type Day, yearOf } from '@puhui/calendar'
import { luhnCheckDigit, residentIdCheckDigit } from '@puhui/compliance'

/** A made-up person: nobody real; every identifier passes its check. */
export interface Person {
  readonly name: string
  readonly mobile: string
  readonly residentId: string
  readonly bankCard: string
  readonly address: string
}

const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕']
const GIVEN = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国文斌宇浩凯健俊帆雪琳晨欣怡梓涵']

/** Region code and the address that goes with it: cities, county towns and villages over the country. */
const PLACES: readonly (readonly [code: string, address: string])[] = [
  ['110105', '北京市朝阳区望京街道花家地路'],
  ['310115', '上海市浦东新区张江镇祖冲之路'],
  ['440106', '广东省广州市天河区石牌街道黄埔大道'],
  ['440305', '广东省深圳市南山区粤海街道科苑路'],
  ['330106', '浙江省杭州市西湖区文新街道文三路'],
  ['320102', '江苏省南京市玄武区梅园街道珠江路'],
  ['510107', '四川省成都市武侯区浆洗街道一环路'],
  ['420106', '湖北省武汉市武昌区中南街道中北路'],
  ['610113', '陕西省西安市雁塔区小寨路街道长安路'],
  ['500112', '重庆市渝北区龙溪街道红锦大道'],
  ['430103', '湖南省长沙市天心区坡子街街道湘江路'],
  ['410105', '河南省郑州市金水区经八路街道花园路'],
  ['370102', '山东省济南市历下区千佛山街道历山路'],
  ['210102', '辽宁省沈阳市和平区太原街街道中山路'],
  ['340104', '安徽省合肥市蜀山区三里庵街道黄山路'],
  ['350203', '福建省厦门市思明区鹭江街道中山路'],
  ['360102', '江西省南昌市东湖区百花洲街道八一大道'],
  ['130102', '河北省石家庄市长安区育才街道中山路'],
  ['140105', '山西省太原市小店区坞城街道学府街'],
  ['520102', '贵州省贵阳市南明区中华南路街道都司路'],
  ['530102', '云南省昆明市五华区华山街道人民路'],
  ['450103', '广西壮族自治区南宁市青秀区新竹街道民族大道'],
  ['230102', '黑龙江省哈尔滨市道里区兆麟街道中央大街'],
  ['220102', '吉林省长春市南关区自强街道人民大街'],
  ['330122', '浙江省杭州市桐庐县城南街道迎春路'],
  ['411425', '河南省商丘市虞城县城关镇胜利路'],
  ['431225', '湖南省怀化市会同县林城镇西正街'],
  ['511325', '四川省南充市西充县晋城街道莲花路'],
  ['371425', '山东省德州市齐河县晏城街道齐鲁大街'],
  ['341221', '安徽省阜阳市临泉县城关街道光明路'],
  ['522625', '贵州省黔东南苗族侗族自治州镇远县羊场镇龙洞村'],
  ['532525', '云南省红河哈尼族彝族自治州石屏县坝心镇白浪村'],
  ['620122', '甘肃省兰州市皋兰县什川镇长坡村'],
  ['610828', '陕西省榆林市佳县坑镇赤牛坬村'],
  ['360730', '江西省赣州市宁都县田头镇璜山村'],
  ['450127', '广西壮族自治区南宁市横州市校椅镇青桐村'],
]

/** Debit card prefixes of large banks. */
const BINS = ['622202', '622848', '621660', '621700', '622260', '621799', '621483']

/**
 * A person that follows from the content of a row: the same row is the same person on every machine.
 *
 * @param seed    the hash of the row
 * @param age     full years on `today`
 * @param attempt counts on when an identifier is taken already
 */
export function syntheticPerson(seed: string, { age, today }: { age: number; today: Day }, attempt = 0): Person {
  const bytes = createHash('sha256').update(`person|${seed}|${attempt}`).digest()
  const dice = (at: number, below: number) => bytes.readUInt32BE(at) % below
  const [code, street] = PLACES[dice(0, PLACES.length)]!
  const month = String(1 + dice(1, 12)).padStart(2, '0')
  const day = String(1 + dice(2, 28)).padStart(2, '0')
  // Serials above 990 are the test numbers of the simulated providers.
  const hadBirthday = `${month}-${day}` <= today.slice(5)
  const bornYear = yearOf(today) - age - (hadBirthday ? 0 : 1)
  const digits = `${code}${bornYear}${month}${day}${String(1 + dice(3, 989)).padStart(3, '0')}`
  const card = `${BINS[dice(7, BINS.length)]}${String(dice(8, 1_000_000_000)).padStart(9, '0')}${String(dice(12, 1_000)).padStart(3, '0')}`
  return {
    name: `${SURNAMES[dice(16, SURNAMES.length)]}${GIVEN[dice(17, GIVEN.length)]}${GIVEN[dice(18, GIVEN.length)]}`,
    mobile: `1${3 + dice(20, 7)}${String(dice(21, 1_000_000_000)).padStart(9, '0')}`,
    residentId: `${digits}${residentIdCheckDigit(digits)}`,
    bankCard: `${card}${luhnCheckDigit(card)}`,
    address: `${street}${1 + dice(25, 200)}号`,
  }
}
