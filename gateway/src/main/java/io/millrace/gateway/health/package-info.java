/** Whether this gateway can serve. */
@NullMarked
package io.millrace.gateway.health;

import org.jspecify.annotations.NullMarked;
