/** What Millrace runs on. */
@NullMarked
package io.millrace.infra;

import org.jspecify.annotations.NullMarked;
