/** Short keys: issued without a table of unused ones, unguessable, never twice. */
@NullMarked
package io.millrace.gateway.keys;

import org.jspecify.annotations.NullMarked;
