/**
 * The promises and questions of the tip form, version by version. Its hash is bound into every tip: an officer knows which
 * text the reporter was shown. A changed sentence is a new version; old ones stay, so that old tips still open.
 */
export const FORM_VERSION = 2;
export const FORM_TEXTS: Readonly<Record<number, string>> = {
  1: [
    '您写的内容和照片在您的手机上加密后才发出，只有本地举报受理员能解开；网站服务器和运营方看不到。',
    '不加密、立即用于派单的只有：隐患类别、街道乡镇、是否正在发生危险、是否有人伤亡、举报方式、日期。',
    '服务器不随举报保存您的网络地址。网络运营者仍可能知道您访问过本站。',
    '回执码只显示这一次，是查看结果的唯一凭据，遗失无法找回。',
    '情况紧急请先拨打 119 或 12350。',
  ].join('\n'),
  // Five promises, then what each track means. Days of keeping are the tenant's own and stand beside the text, not in it.
  2: [
    '您写的内容和附件在手机上加密后才发出，只有经手的受理、核查人员能解开；服务器和运营方看不到。',
    '不加密的只有：隐患类别、街道乡镇、是否正有危险、有无伤亡、是否举报收件单位、举报方式、日期，用来立刻派人。',
    '凭回执码看进度、收答复、补充情况，往来也加密，答复带经办人员的签名。回执码遗失无法找回，可以随时换新码。',
    '服务器不随举报保存您的网络地址。网络运营者仍可能知道您访问过本站。',
    '办结以后，加密的内容到期销毁。',
    '匿名：不留姓名和电话。受理员有疑问，会写在办理进度页里，您凭回执码来看、来答。',
    '姓名封存：姓名、电话另外加密成两半，纪检监察和姓名保管两个岗位各管一半，受理员看不到。两边同时同意、写明理由才能打开，每次打开都留记录。',
    '实名：姓名、电话和内容一起加密，受理员看得到。您同意受理员打电话核实、当面答复。',
  ].join('\n'),
};
/** SHA-256 of FORM_TEXTS[FORM_VERSION], lower-case hex; the test recomputes it. */
export const FORM_HASH = '1333660b5d302a498e26c14cc71aa4672eb85e5ce683dbd390a6239ac11ddd5b';
