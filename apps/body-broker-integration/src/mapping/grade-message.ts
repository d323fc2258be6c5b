import { Grade as GradeMessage } from '@bodybroker/contracts-body-broker-integration';
import { invalidArgument } from '@bodybroker/domain';
import { GRADES, type Grade } from '../domain/grade.js';

/** A grade as the wire has it; undefined is none. */
export function toGrade(grade: Grade | undefined): GradeMessage {
  return grade === undefined ? GradeMessage.GRADE_UNSPECIFIED : GradeMessage[`GRADE_${grade}`];
}

/** A grade from the wire; unspecified is undefined. @throws DomainError INVALID_ARGUMENT ENUM_UNSPECIFIED for one unknown here */
export function fromGrade(message: GradeMessage, field: string): Grade | undefined {
  if (message === GradeMessage.GRADE_UNSPECIFIED) return undefined;
  const grade = GRADES.find((name) => toGrade(name) === message);
  if (grade === undefined) throw invalidArgument(field, `must be one of ${GRADES.join(', ')}`, 'ENUM_UNSPECIFIED');
  return grade;
}
