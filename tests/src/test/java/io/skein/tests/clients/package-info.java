/** Apps in other languages, run against real peers. */
@NullMarked
package io.skein.tests.clients;

import org.jspecify.annotations.NullMarked;
