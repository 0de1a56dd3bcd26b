import { InvalidArgumentError } from 'commander';
import { isObject } from '../api/json.js';
import type { Field, FieldType } from './fields.js';

/**
 * The value of a field from the text of its flag. Lists and maps grow with each repetition, and take a whole JSON value too.
 * @throws InvalidArgumentError, which commander shows with the name of the flag
 */
export function valueFrom(field: Field, text: string, before: unknown): unknown {
  switch (field.type) {
    case 'list': {
      const list = Array.isArray(before) ? before : [];
      const whole = text.startsWith('[') ? json(text) : [scalar(field.of ?? 'any', text)];
      return [...list, ...(whole as unknown[])]; // text that begins with [ and is JSON is an array
    }
    case 'map': {
      const whole = text.startsWith('{') ? json(text) : entry(field.of ?? 'any', text);
      return { ...(isObject(before) ? before : {}), ...(whole as object) }; // likewise an object
    }
    case 'object':
    case 'text':
    case 'integer':
    case 'number':
    case 'boolean':
    case 'any':
      return scalar(field.type, text);
  }
}

function entry(type: FieldType, text: string): Record<string, unknown> {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (key === undefined || value === undefined) throw new InvalidArgumentError('Write key=value, or a JSON object.');
  return { [key]: scalar(type, value) };
}

function scalar(type: FieldType, text: string): unknown {
  switch (type) {
    case 'text':
      return text;
    case 'integer':
    case 'number': {
      const value = text.trim() === '' ? Number.NaN : Number(text);
      const isGood = type === 'integer' ? Number.isSafeInteger(value) : Number.isFinite(value);
      if (!isGood) throw new InvalidArgumentError(type === 'integer' ? 'Not a whole number.' : 'Not a number.');
      return value;
    }
    case 'boolean':
      if (text !== 'true' && text !== 'false') throw new InvalidArgumentError('Write true or false.');
      return text === 'true';
    case 'object': {
      const value = json(text);
      if (!isObject(value)) throw new InvalidArgumentError('Not a JSON object.');
      return value;
    }
    case 'map':
    case 'list':
      return json(text);
    case 'any':
      try {
        return JSON.parse(text);
      } catch {
        return text;
      }
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidArgumentError('Not valid JSON.');
  }
}
