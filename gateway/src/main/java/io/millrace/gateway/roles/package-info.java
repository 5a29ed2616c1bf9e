/** Which routes this gateway answers, so that what is asked for in different ways can be deployed apart. */
@NullMarked
package io.millrace.gateway.roles;

import org.jspecify.annotations.NullMarked;
