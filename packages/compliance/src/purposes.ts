import type { Localized } from '@puhui/kernel'
import type { ConsentNotice, ConsentPurpose, PurposeId } from './consent.ts'

/** Who asks: the names that the notices must carry. */
export interface Handler {
  readonly name: Localized
  /** Where the person can reach the one who handles the data, e.g. a telephone number. */
  readonly contact: Localized
}

export interface Handlers {
  readonly lender: Handler
  readonly bureau: Handler
  readonly identityProvider: Handler
  readonly bank: Handler
  readonly esignProvider: Handler
  readonly guarantor: Handler
  readonly partner: Handler
}

/**
 * The purposes for which a lender asks, with the text a person reads and the notice that law wants.
 * What the platform never asks for has no purpose here: address book, call log, text messages, album.
 *
 * @source 个人信息保护法 arts. 13, 17, 23, 24, 29; 征信业管理条例 art. 18; SPEC P7
 */
export function consentPurposes(handlers: Handlers): readonly ConsentPurpose[] {
  return [
    loanApplication(handlers.lender),
    bureauQuery(handlers.bureau),
    bureauReport(handlers.bureau),
    identityBiometric(handlers.identityProvider),
    bankAccount(handlers.bank),
    incomeVerification(handlers.bank),
    deviceCheck(handlers.identityProvider),
    shareEsign(handlers.esignProvider),
    shareGuarantor(handlers.guarantor),
    sharePartner(handlers.partner),
    marketing(handlers.lender),
    deviceHabits(handlers.lender),
  ]
}

/** One purpose by its id. */
export function purposeOf(purposes: readonly ConsentPurpose[], id: PurposeId): ConsentPurpose | undefined {
  return purposes.find((purpose) => purpose.id === id)
}

const IDENTITY: Localized = { zh: '姓名、身份证号、手机号', en: 'name, resident ID number, mobile number' }

function loanApplication(lender: Handler): ConsentPurpose {
  return {
    id: 'loan-application',
    version: 1,
    title: { zh: '处理借款申请所需信息', en: 'Handle your loan application' },
    text: {
      zh: '为核对身份、评估还款能力并作出审批决定，我们需要使用您填写的身份、联系、收入和用途信息。',
      en: 'To check who you are, judge what you can repay and decide, we use the identity, contact, income and purpose details that you fill in.',
    },
    isNecessary: true,
    kind: 'bundled',
    notice: notice(lender, {
      purpose: { zh: '审批与管理本笔借款', en: 'deciding on and servicing this loan' },
      method: {
        zh: '由您填写，系统自动分析，必要时人工复核',
        en: 'filled in by you, analysed by the system, reviewed by a person where needed',
      },
      categories: [
        IDENTITY,
        { zh: '收入与职业', en: 'income and occupation' },
        { zh: '借款用途', en: 'purpose of the loan' },
      ],
    }),
  }
}

function bureauQuery(bureau: Handler): ConsentPurpose {
  return {
    id: 'bureau-query',
    version: 1,
    title: { zh: '查询您的征信报告', en: 'Query your credit report' },
    text: {
      zh: '审批借款前，我们需要向征信机构查询您的信用报告。查询会留下记录。',
      en: 'Before we decide we need to ask the credit bureau for your credit report. The query leaves a record there.',
    },
    isNecessary: true,
    kind: 'separate',
    notice: notice(bureau, {
      purpose: { zh: '评估信用状况', en: 'assessing your credit standing' },
      method: { zh: '加密接口查询', en: 'query over an encrypted interface' },
      categories: [IDENTITY, { zh: '信用报告', en: 'credit report' }],
    }),
  }
}

function bureauReport(bureau: Handler): ConsentPurpose {
  return {
    id: 'bureau-report',
    version: 1,
    title: { zh: '向征信机构报送借还款信息', en: 'Report this loan to the credit bureau' },
    text: {
      zh: '借款发放后，我们将依法向征信机构报送您的借款和还款情况；报送逾期信息前会先告知您。',
      en: 'Once the loan is paid out we report the loan and its repayment to the credit bureau; we tell you before we report anything overdue.',
    },
    isNecessary: true,
    kind: 'separate',
    notice: notice(bureau, {
      purpose: { zh: '建立信用记录', en: 'building your credit record' },
      method: { zh: '定期加密报送', en: 'regular encrypted reports' },
      categories: [IDENTITY, { zh: '借款与还款记录', en: 'loan and repayment record' }],
    }),
  }
}

function identityBiometric(provider: Handler): ConsentPurpose {
  return {
    id: 'identity-biometric',
    version: 1,
    title: { zh: '人脸识别核验身份', en: 'Check your identity by face' },
    text: {
      zh: '为防止他人冒用您的身份，我们需要比对您的人脸与证件照片。您也可以选择到网点由工作人员核验。',
      en: 'So that nobody borrows in your name we compare your face with the photo on your ID. You may have it checked by staff at a branch instead.',
    },
    isNecessary: false,
    kind: 'separate',
    notice: notice(provider, {
      purpose: { zh: '核验本人身份', en: 'making sure that it is you' },
      method: {
        zh: '活体检测与人像比对，比对后不保留原始图像',
        en: 'liveness check and face match; the raw image is not kept afterwards',
      },
      categories: [{ zh: '人脸信息（敏感个人信息）', en: 'face image (sensitive)' }, IDENTITY],
    }),
  }
}

function bankAccount(bank: Handler): ConsentPurpose {
  return {
    id: 'bank-account',
    version: 1,
    title: { zh: '使用您的银行账户收款和扣款', en: 'Use your bank account for payout and repayment' },
    text: {
      zh: '为放款和按期还款，我们需要使用您的银行卡号。银行卡号属于敏感个人信息，泄露可能造成财产损失，我们加密保存。',
      en: 'To pay out and to collect instalments we need your bank card number. It is sensitive, since a leak could cost you money, and we keep it encrypted.',
    },
    isNecessary: true,
    kind: 'separate',
    notice: notice(bank, {
      purpose: { zh: '放款与还款', en: 'payout and repayment' },
      method: { zh: '加密传送给银行办理', en: 'sent encrypted to the bank that carries it out' },
      categories: [{ zh: '银行卡号（敏感个人信息）', en: 'bank card number (sensitive)' }, IDENTITY],
    }),
  }
}

function incomeVerification(bank: Handler): ConsentPurpose {
  return {
    id: 'income-verification',
    version: 1,
    title: { zh: '核实您的收入', en: 'Verify your income' },
    text: {
      zh: '如您同意，我们向合作银行核对您的代发工资记录以核实收入。核实结果可能提高或降低可借金额；不同意不影响提交申请。',
      en: 'If you agree we check your income against the salary payments the partner bank holds. The result may raise or lower what you can borrow; saying no does not keep you from applying.',
    },
    isNecessary: false,
    kind: 'separate',
    notice: notice(bank, {
      purpose: { zh: '核实收入', en: 'verifying income' },
      method: { zh: '加密接口查询', en: 'query over an encrypted interface' },
      categories: [IDENTITY, { zh: '代发工资记录', en: 'salary payments' }],
    }),
  }
}

function deviceCheck(provider: Handler): ConsentPurpose {
  return {
    id: 'device-check',
    version: 1,
    title: { zh: '检查设备安全', en: 'Check the safety of your device' },
    text: {
      zh: '如您同意，我们用设备标识检查是否为模拟器等风险环境，以防他人冒用您的身份。不同意不影响提交申请。',
      en: 'If you agree we use the number of your device to see whether it is an emulator or otherwise unsafe, so that nobody uses your identity. Saying no does not keep you from applying.',
    },
    isNecessary: false,
    kind: 'separate',
    notice: notice(provider, {
      purpose: { zh: '防范冒用身份', en: 'keeping others from using your identity' },
      method: { zh: '加密接口查询', en: 'query over an encrypted interface' },
      categories: [{ zh: '设备标识', en: 'device number' }],
    }),
  }
}

function shareEsign(provider: Handler): ConsentPurpose {
  return {
    id: 'share-esign',
    version: 1,
    title: { zh: '向电子签名机构提供信息', en: 'Share details with the e-signature provider' },
    text: {
      zh: '为在线签署合同，我们需要向电子签名机构提供您的身份信息以签发数字证书。您也可以选择签署纸质合同。',
      en: 'To sign online we give the e-signature provider your identity details for a digital certificate. You may sign on paper instead.',
    },
    isNecessary: false,
    kind: 'separate',
    notice: notice(provider, {
      purpose: { zh: '签发证书并签署合同', en: 'issuing a certificate and signing the contract' },
      method: { zh: '加密接口提供', en: 'given over an encrypted interface' },
      categories: [IDENTITY],
    }),
  }
}

function shareGuarantor(guarantor: Handler): ConsentPurpose {
  return {
    id: 'share-guarantor',
    version: 1,
    title: { zh: '向担保或保险机构提供信息', en: 'Share details with the guarantor or insurer' },
    text: {
      zh: '仅当您选择有担保或保险的产品时，我们向该机构提供办理所需的信息。',
      en: 'Only where you choose a product with a guarantee or insurance do we give that institution the details it needs.',
    },
    isNecessary: false,
    kind: 'separate',
    notice: notice(guarantor, {
      purpose: { zh: '办理担保或保险', en: 'arranging the guarantee or insurance' },
      method: { zh: '加密接口提供', en: 'given over an encrypted interface' },
      categories: [IDENTITY, { zh: '借款金额与期限', en: 'amount and term of the loan' }],
    }),
  }
}

function sharePartner(partner: Handler): ConsentPurpose {
  return {
    id: 'share-partner',
    version: 1,
    title: { zh: '向合作机构提供信息', en: 'Share details with a partner' },
    text: {
      zh: '如您同意，我们向合作商户提供订单状态所需的信息，以便其为您发货或提供服务。不同意不影响借款审批。',
      en: 'If you agree we tell the partner merchant what it needs to deliver your order. Saying no does not affect the decision on your loan.',
    },
    isNecessary: false,
    kind: 'separate',
    notice: notice(partner, {
      purpose: { zh: '完成订单', en: 'fulfilling the order' },
      method: { zh: '加密接口提供', en: 'given over an encrypted interface' },
      categories: [{ zh: '姓名与订单信息', en: 'name and order' }],
    }),
  }
}

function marketing(lender: Handler): ConsentPurpose {
  return {
    id: 'marketing',
    version: 1,
    title: { zh: '向您介绍产品和优惠', en: 'Tell you about products and offers' },
    text: {
      zh: '如您同意，我们会根据您的使用情况向您推荐产品。您可以随时关闭，不同意不影响借款。',
      en: 'If you agree we suggest products that fit how you use our service. Switch it off whenever you like; saying no does not affect your loan.',
    },
    isNecessary: false,
    kind: 'separate',
    notice: notice(lender, {
      purpose: { zh: '产品推荐', en: 'suggesting products' },
      method: { zh: '短信、应用消息', en: 'text messages and notices in the app' },
      categories: [{ zh: '手机号与使用记录', en: 'mobile number and use of the service' }],
    }),
  }
}

function deviceHabits(lender: Handler): ConsentPurpose {
  return {
    id: 'device-habits',
    version: 1,
    title: { zh: '由智能设备了解生活习惯', en: 'Learn your habits from connected devices' },
    text: {
      zh: '如您同意，我们接收您绑定的智能设备报告的使用时段、家电运行次数和每日行程长度，用来推荐更合适的产品。不采集地点和内容，不用于审批，不同意不影响借款。撤回后即删除。',
      en: 'If you agree we receive from the devices you connect when they are used, how often appliances run and how far you travel a day, to suggest products that fit better. No places, no contents, never for credit decisions; saying no does not affect your loan. Withdraw and it is deleted.',
    },
    isNecessary: false,
    kind: 'separate',
    notice: notice(lender, {
      purpose: { zh: '完善画像与产品推荐', en: 'a better persona and product suggestions' },
      method: { zh: '由设备服务方经加密接口报送', en: 'sent by the device service over an encrypted interface' },
      categories: [
        { zh: '设备使用时段', en: 'hours of use' },
        { zh: '家电运行次数', en: 'runs of appliances' },
        { zh: '每日行程长度', en: 'distance travelled a day' },
      ],
    }),
  }
}

function notice(handler: Handler, rest: Omit<ConsentNotice, 'recipient' | 'contact'>): ConsentNotice {
  return { recipient: handler.name, contact: handler.contact, ...rest }
}
