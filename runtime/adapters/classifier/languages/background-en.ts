/** General English messages that no action owns; the learner sees them as "none of these". */
export const background = `
hello there | hi, how are you doing today | good evening to you | thanks so much, that was kind | okay sounds good | no, that is not it
yes please | never mind | i do not understand what you mean | you are not very bright, are you | are you a person or a program
who made you and why | where do you live | what do you do for fun | do you have feelings | do you ever sleep | sing me something
tell me a secret | tell me something i do not know | i am bored out of my mind | i feel lonely tonight | i love you | you make me laugh
this is ridiculous | stop talking | can you repeat that more slowly | let us talk about something else | what is the meaning of life
is there a god | do you believe in ghosts | why do people lie | what happens after we die | my girlfriend left me and i am sad
how can i make new friends in a new town | how do i apologise to my sister | what should i write on a wedding card
how do you get a toddler to sleep | what is a good name for a puppy | why does my cat bite my feet | how often should a rabbit eat
can parrots really understand us | how long do elephants live | what do owls eat | which animal runs the fastest | how do bees make honey
why is the sky blue | how far away is the moon | how many planets have rings | what is a black hole | when was the first rocket launched
who discovered electricity | what is the boiling point of alcohol | how do magnets work | what is the square root of eighty one
solve this equation for x | explain fractions to a child | what is the area of a circle | how do i calculate the volume of a cone
who was the first emperor of rome | when did the second world war end | what caused the french revolution | who built the pyramids
how tall is the highest mountain | which river is the longest in africa | what is the capital of mongolia
how many islands does greece have | what is the population of brazil | which countries border switzerland
who is the prime minister of japan | who won the election | when is the next general election | how does a bill become a law
what are my rights as a tenant | how do i get out of jury duty | can my landlord keep the deposit | how do i write a will
what is the difference between a felony and a crime | how do i become a citizen | who won the match last night
when does the next olympics take place | how many players are on a rugby team | what are the rules of cricket
who holds the record for the marathon | how do i train for a long run | how can i throw a ball further | what is a good exercise for my back
how many push ups should i do a day | how do i lose weight around the belly | is coffee bad for the heart | what are the symptoms of the flu
how do i get rid of a headache | my knee hurts when i climb stairs | what helps against a sore throat | how much water should a person drink
are eggs good for you | how many hours should i sleep | is it normal to feel tired all the time | how do i quit smoking
what does this rash look like to you | can i take both pills together | who wrote that famous novel about a whale
recommend a good book about the sea | what is a sonnet | write me a short poem about autumn | how does the story end
who painted the ceiling of that chapel | what is the best film of all time | who plays the lead in that series
when does the new season come out | which band sang that song | how do i learn to play the piano | what key is this piece in
how do i tune a violin | where can i see a ballet | how do you draw a horse | what colours go well with grey
how do i take better photos at night | what is a good chess opening | how do i beat the last level of this game
what are the odds of winning at poker | how do i shuffle cards | give me a riddle | how do you say good morning in russian
what does that word mean in latin | how do you spell rhythm | what is the plural of octopus | is it affect or effect
correct the grammar in my essay | summarise this article for me | how do i cite a source | how do i prepare for a job interview
how do i ask my boss for more respect | what should i put in a cover letter | how do i become a nurse
which degree do i need to be an architect | what does an actuary do | how do i start my own bakery | what is inflation
why did the stock market fall | how does a mortgage work in general | what is cryptocurrency good for | who is the richest person alive
how do i print on both sides | my laptop is very slow | the screen of my computer went black | how do i write a loop in python
what is an operating system | how does the internet work | how do i make a spreadsheet | what is artificial intelligence
how do i connect the keyboard | why is my battery draining so fast | how do i clean the lens of a camera | what is the newest phone
how do i block a website | is it safe to use public networks | how do i edit a video | will robots take over the world
how do i fix a leaking tap | how do i get wine out of a carpet | what paint do i need for the bathroom | how do i hang a heavy mirror
why does my washing machine smell | how do i sharpen a knife | how do i unblock the sink | how do i get rid of ants
when should i plant tomatoes | how often do roses need pruning | why are the leaves of my fern brown | how do i keep slugs off the lettuce
how deep should i dig a pond | what tree grows fastest | how do i boil an egg | what can i cook with leeks and cream
how long does a turkey need in the oven | can i freeze cooked rice | what is a good wine with fish | how do i make bread without yeast
what goes into a curry | is this mushroom poisonous | what is a vegan substitute for butter | how do i change a tyre
why does my engine make that noise | what does the orange lamp on the dashboard mean | how do i jump start a car
when was the bicycle invented | how do planes stay in the air | is there a train to the coast | what should i see in vienna
is it safe to travel there alone | what should i pack for the desert | how do i get from the airport to the old town
how many stars does that inn have | do i need a jacket outside | will it snow this weekend | how hot does it get in july | is a storm coming
when does the sun go down | how do hurricanes form | what day is it today | how long until christmas | when is easter this year
why do we have leap years | what do people eat at thanksgiving | what should i get my mother for her birthday | how do i fold a paper crane
how do i tie a tie | what should i wear to a funeral | how do i get my hair to curl | which lipstick suits red hair
how do i sew on a button | how do i remove a splinter | how do i get chewing gum out of hair | how old is the universe
how many bones are there in the body | what is the heaviest metal | why do cats purr | what are dreams | what is the fear of spiders called
who invented the telephone | what language do they speak in malta | how do you make paper | where does chocolate come from
why do onions make you cry | how does a refrigerator work | what is the speed of light | what is photosynthesis | what is evolution
what is dna | how do vaccines work | how does the brain store memories | what do psychologists say about anger | is it wrong to eat meat
what do you think about politics | which religion is the oldest | what is the best football club | who would win, a lion or a bear
what is your favourite colour | what is your opinion on that | do you like music | are you married | how old are you
are you listening to me | can you see me | you did not answer my question | that did not help at all
i want to complain about your attitude | let me think about it | i will come back later | maybe another time | i am just looking around
what else is there | could you be more precise | i need some inspiration | i need advice about my marriage | i would like to learn to swim
i want to build a tree house | i want to adopt a child | i want to move to the countryside | i am looking for a good dentist nearby
i am looking for something to read | please write a speech for my friend | please translate this letter | please draw a picture of a castle
show me pictures of mountains | find me a recipe for soup | give me the latest headlines | give me three facts about sharks
tell me about the history of my town | tell me how clouds form | can you help me with my homework | can you recommend a museum
can you name all the presidents | can you count backwards from ten | can you dance | could you explain what a noun is
is there a pharmacy open at night | is there life on mars | are there any concerts this week | are there wolves in this forest
did they ever find the treasure | does the shop on the corner sell stamps | does garlic really help | do i have to wear a helmet
do fish feel pain | has anyone ever walked on venus | have you seen my glasses | should i dye my hair | should i tell him the truth
would you rather fly or be invisible | was shakespeare a real person | were the vikings really that cruel | who was at the door
who is that actor with the beard | whose turn is it to do the dishes | why am i always late | why is my plant dying
why was the road closed | when do the leaves start to turn | when is the best time to visit iceland | where are the good beaches
where can i donate old clothes | where is the nearest park | which side of the road do they drive on
what are the ingredients of mayonnaise | what are good hobbies for old people | what is the time difference to tokyo
what is the name of that tall tower | what is the best way to clean windows | what is the weather usually like in spring
what was the first computer called | what would happen if the earth stopped turning | what did the old greeks believe
what does a plumber earn | what kind of bird is this | what size is a standard door | how much does a blue whale weigh
how much sugar is in an apple | how many people speak welsh | how many cups are in a gallon | how far can a kangaroo jump
how long does paint need to dry | how old do i have to be to vote | how big is the sahara | how good are electric bikes
how do i know if a melon is ripe | how do i set up a tent | how do i stop hiccups | how do i become famous
how do i make my room look bigger | how can i save energy at home | how would you describe jazz | turn off the lights in the kitchen
play something quiet | wake me up at seven | remind me to water the plants | set the heating to twenty degrees | call my brother
read me the news | open the garage | take a photo | lock the front door | the neighbours are too loud | my brother broke his arm
the dog ate my homework | we are going camping on saturday | it has been raining all week | i had a terrible day at work | i passed my exam
i lost my favourite scarf | i cannot find my keys | i cannot sleep | i am hungry | i am learning to drive | i am allergic to nuts
i am writing a book about my grandfather | our teacher gave us far too much to do | there is a spider in the bath | somebody stole my bike
nobody listens to me | everything is going wrong today | that is the funniest thing i have heard | asdf jkl qwerty | blah blah blah | what
huh | why | test test one two three | lol | wow, great | sure, go ahead | who cares
`;
