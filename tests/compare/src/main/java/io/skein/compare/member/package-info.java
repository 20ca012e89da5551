/** Systems that live inside the process of their app: a node with its app, and what is common. */
@NullMarked
package io.skein.compare.member;

import org.jspecify.annotations.NullMarked;
