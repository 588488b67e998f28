/**
 * The promises and questions of the tip form, version by version. Its hash is bound into every tip: an officer knows which
 * text the reporter was shown. A changed sentence is a new version; old ones stay, so that old tips still open.
 */
export const FORM_VERSION = 1;
export const FORM_TEXTS: Readonly<Record<number, string>> = {
  1: [
    '您写的内容和照片在您的手机上加密后才发出，只有本地举报受理员能解开；网站服务器和运营方看不到。',
    '不加密、立即用于派单的只有：隐患类别、街道乡镇、是否正在发生危险、是否有人伤亡、举报方式、日期。',
    '服务器不随举报保存您的网络地址。网络运营者仍可能知道您访问过本站。',
    '回执码只显示这一次，是查看结果的唯一凭据，遗失无法找回。',
    '情况紧急请先拨打 119 或 12350。',
  ].join('\n'),
};
/** SHA-256 of FORM_TEXTS[FORM_VERSION], lower-case hex; the test recomputes it. */
export const FORM_HASH = '85610b16f3cf256785c840b03a52f99e3e19f7b8e0ee69ae0d06c5d51579f57f';
