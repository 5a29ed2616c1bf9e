/** Creates and checks the topics of the log. */
@NullMarked
package io.millrace.infra.topics;

import org.jspecify.annotations.NullMarked;
