import * as z from 'zod';
import { PERMISSIONS, ROLES } from '../../workers/contract/access.ts';
import { ERRORS, type ErrorCode } from '../../workers/contract/errors.ts';
import { BUCKETS, MAX_JSON_BYTES, MAX_JSON_DEPTH } from '../../workers/contract/limits.ts';
import { pathFields, type Route } from '../../workers/contract/route.ts';

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _drop, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }) as Json;
  return json;
};

/** Who may call, in words: the permission and the roles that hold it. */
export function accessText({ access }: Route): string {
  if (access === 'public') return '无需登录';
  if (access === 'operator') return '平台运营人员';
  if (access === 'session') return '本地区任一登录人员';
  const { permission } = access;
  const roles = Object.values(ROLES).filter((r) => (r.permissions as readonly string[]).includes(permission));
  return `${PERMISSIONS[permission]}（${permission}）：${roles.map((r) => r.label).join('、')}`;
}

const isWrite = (route: Route): boolean => route.method !== 'GET' && route.unkeyed === undefined;

/** Every code a route can answer with: what mount.ts checks on the way, and what the route declares. */
export function codesOf(route: Route): ErrorCode[] {
  const codes: ErrorCode[] = ['bad_request', 'internal', ...(route.errors ?? [])];
  if (route.access !== 'public') codes.push('not_signed_in');
  if (typeof route.access === 'object') codes.push('forbidden');
  if (route.app !== 'platform') codes.push('tenant_unknown');
  if (route.app !== 'platform' && !route.whenSuspended) codes.push('tenant_suspended');
  if (route.app !== 'platform' && route.method !== 'GET') codes.push('tenant_moving');
  if (pathFields(route.path).length > 0) codes.push('not_found');
  if (route.limit) codes.push('rate_limited');
  if (route.method !== 'GET') codes.push('too_large', 'malformed_json');
  if (isWrite(route))
    codes.push('idempotency_key_missing', 'idempotency_key_reused', 'conflict', 'name_taken', 'wrong_state');
  if (route.secretAnswer) codes.push('already_answered');
  return [...new Set(codes)];
}

function responses(route: Route): Json {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codesOf(route)) byStatus.set(ERRORS[code][0], [...(byStatus.get(ERRORS[code][0]) ?? []), code]);
  const problems = [...byStatus]
    .sort(([a], [b]) => a - b)
    .map(([status, codes]) => [
      String(status),
      {
        description: codes.map((code) => `\`${code}\` ${ERRORS[code][1]}`).join('\n\n'),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        ...(status === 429 ? { headers: { 'Retry-After': { schema: { type: 'integer' }, description: '秒' } } } : {}),
      },
    ]);
  const content = route.download
    ? { [route.download]: { schema: { type: 'string', format: 'binary' } } }
    : { 'application/json': { schema: schemaOf(route.output, 'output') } };
  const paged = 'cursor' in route.input.shape;
  const link = { Link: { schema: { type: 'string' }, description: 'RFC 8288：还有下一页时给出 rel="next"' } };
  return {
    200: { description: '成功', content, ...(paged ? { headers: link } : {}) },
    ...Object.fromEntries(problems),
  };
}

function operation(route: Route): Json {
  const input = schemaOf(route.input, 'input') as { properties?: Record<string, Json>; required?: string[] };
  const properties = input.properties ?? {};
  const inPath = pathFields(route.path);
  const rest = Object.keys(properties).filter((name) => !inPath.includes(name));
  const inQuery = route.method === 'GET' || route.upload !== undefined;
  const parameters: Json[] = [
    ...(route.app === 'platform' ? [] : [{ $ref: '#/components/parameters/slug' }]),
    ...inPath.map((name) => ({ name, in: 'path', required: true, schema: properties[name] ?? { type: 'string' } })),
    ...(inQuery
      ? rest.map((name) => ({
          name,
          in: 'query',
          required: input.required?.includes(name) ?? false,
          schema: properties[name],
        }))
      : []),
    ...(isWrite(route) ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
  ];
  const required = (input.required ?? []).filter((name) => rest.includes(name));
  const body = {
    type: 'object',
    properties: Object.fromEntries(rest.map((name) => [name, properties[name]])),
    ...(required.length > 0 ? { required } : {}),
  };
  const limit = route.limit ? BUCKETS[route.limit] : undefined;
  const notes = [
    `**谁可以调用：** ${accessText(route)}`,
    ...(limit
      ? [`**频率：** 一次最多 ${limit.burst} 个，每分钟恢复 ${limit.perMinute} 个；超出时 429 并给出 Retry-After。`]
      : []),
    ...(route.upload ? [`**请求体：** 文件字节，至多 ${route.upload.maxBytes} 字节。`] : []),
    ...(route.unkeyed ? ['**不带 Idempotency-Key。**'] : []),
    ...(route.secretAnswer ? ['**结果含一次性密钥：** 同一编号重发时不再显示。'] : []),
    ...(route.whenSuspended ? ['地区暂停期间仍可使用。'] : []),
  ];
  return {
    operationId: route.id,
    summary: route.summary,
    description: notes.join('\n\n'),
    tags: [route.id.split('.')[0]],
    'x-access': accessText(route),
    ...(route.access === 'public' ? { security: [] } : {}),
    parameters,
    ...(route.upload
      ? { requestBody: { required: true, content: { '*/*': { schema: { type: 'string', format: 'binary' } } } } }
      : {}),
    ...(!inQuery && rest.length > 0
      ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } }
      : {}),
    responses: responses(route),
  };
}

const problem = {
  type: 'object',
  description: 'RFC 9457',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string', examples: ['/api/problems#conflict'] },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(ERRORS) },
    detail: { type: 'string', description: '可直接显示的中文说明' },
    fields: {
      type: 'array',
      items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
    },
    notice: { type: 'string', description: '地区暂停时给公众的说明' },
  },
};

/** The contract as an OpenAPI 3.1 document. */
export function openapi(routes: readonly Route[]): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = `${route.app === 'platform' ? '/platform/api' : '/{slug}/api'}${route.path}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '安哨 接口',
      version: '1',
      description: [
        '地区接口在 `/{slug}/api/…`，平台运营接口在 `/platform/api/…`。错误按 RFC 9457 返回，`code` 稳定不变，见 [错误码](/api/problems)。',
        `列表用 \`cursor\` 翻页，下一页同时在响应头 \`Link\` 中。JSON 请求体至多 ${MAX_JSON_BYTES} 字节、嵌套 ${MAX_JSON_DEPTH} 层。`,
        '写操作须带 `Idempotency-Key`：同一编号、同一内容只执行一次，重发得到同样的结果（响应头 `Idempotency-Replayed: true`）。',
      ].join('\n\n'),
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: '登录所得的访问令牌，五分钟有效' },
      },
      parameters: {
        slug: { name: 'slug', in: 'path', required: true, schema: { type: 'string' }, description: '地区网址名' },
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          required: true,
          schema: { type: 'string', pattern: '^[\\w-]{16,64}$' },
          description: '防重复提交的编号，每次提交新生成一个，重试时不变',
        },
      },
      schemas: { Problem: problem },
    },
  };
}
