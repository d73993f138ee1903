/** Everyday English words that can stand for each other, the groups divided by strokes. */
export const synonyms = `
abandon quit leave | accept agree approve consent | accident crash collision | account profile membership | add include insert append attach
address location place whereabouts | advice tip recommendation suggestion counsel | afraid scared frightened
aid help assist support assistance | airplane plane aircraft jet | allow permit enable let | amount sum total quantity
angry furious mad upset annoyed | answer reply respond response | appointment meeting booking reservation visit
arrange organise organize plan prepare | arrive come reach | ask inquire enquire query question request | auto car vehicle automobile
baby infant newborn | bag luggage suitcase baggage | ban block forbid prohibit | begin start commence initiate launch
big large huge enormous great | bill invoice statement | book reserve | boss manager supervisor | break damage destroy ruin
breakfast lunch dinner supper meal | broken defective faulty damaged | build construct assemble | bus coach | busy occupied engaged
buy purchase order get acquire | call phone ring telephone dial | cancel revoke annul terminate stop abort withdraw | cash money funds
change modify alter edit update adjust switch amend | chat talk speak converse discuss | cheap inexpensive affordable
check verify confirm inspect examine review | child kid son daughter toddler | choose pick select decide | city town village
clean wash scrub tidy | clever smart intelligent | client customer buyer shopper | close shut | clothes clothing outfit garment apparel
coat jacket | code password pin passcode | cold chilly freezing | colleague coworker teammate | combine merge join
company firm business corporation enterprise | compare contrast | complain complaint grievance | complete finish done end conclude
computer laptop pc desktop | connect link pair | contact reach | contract agreement | convert exchange translate transform swap
cook bake prepare | copy duplicate | correct right accurate | cost price fee charge rate expense | country nation state
coupon voucher discount promo | create make produce generate | cure treat heal | cut reduce lower decrease | danger risk hazard
dead deceased | deal offer bargain promotion | debt loan mortgage | deliver delivery ship shipping shipment dispatch send
delay late postpone | delete remove erase clear drop discard | describe explain clarify elaborate define | destination goal target
detail information info data particulars | device gadget machine appliance | different other another alternative
difficult hard tricky tough | direction route way path | dirty filthy | discover find locate look search seek | disease illness sickness
doctor physician | document paper file form | dog puppy | donate give contribute | download install | drink beverage | drive ride
duration long length | early soon | earn make gain | easy simple | eat consume | education school college university | email mail
employee staff worker | employer company | empty vacant | enable activate | disable deactivate | enjoy like love | enough sufficient
enroll register signup join subscribe | error mistake fault bug problem issue trouble | evening night tonight | exam test quiz
expire lapse | fast quick rapid swift speedy | favorite favourite preferred | film movie | fire dismiss | fix repair mend | flight fly
food meal cuisine | forget forgot | fraud scam fraudulent suspicious | free complimentary gratis | freeze lock suspend | friend buddy pal
fuel gas petrol gasoline diesel | fun enjoyable entertaining | funny hilarious humorous | garbage trash rubbish waste | gift present
glad happy pleased | goodbye bye farewell later | guarantee warranty | guess think believe suppose | happen occur | hate dislike
hello hi hey greetings | holiday vacation leave | home house residence | hot warm | hotel motel inn hostel | hungry starving
hurt pain ache sore | identify recognise recognize | image picture photo photograph | immediately now instantly urgently asap
important crucial essential | improve boost raise better | increase raise grow rise higher | inside within | insurance coverage
invite invitation | item product article goods | job work occupation employment career | joke pun | journey trip travel tour | jump leap
keep retain hold | kind type sort category | know understand | language tongue | last previous latest recent | learn study
lend loan borrow | letter mail | limit maximum cap | list enumerate | little small tiny | lose lost misplaced missing misplace
medicine medication drug pill | meeting conference | message text sms | minimum least lowest | music song track tune | name called title
near close nearby around | necessary required | need require | new fresh recent | notify inform tell | number digits figure
odd strange weird | office workplace | old aged | open unlock | opinion view | option choice possibility | original origin | oven stove
package parcel | partner spouse wife husband | passport visa | pay payment settle | period term | person human individual | pet animal
policy rule regulation | pool swimming | post submit | power electricity | prevent avoid | print printout | procedure process step
promise commit | pronounce say | pull drag | quiet silent | rain rainy | ready prepared | real genuine actual | reason why cause
receipt bill | refund reimburse reimbursement repay | refuse decline reject deny | relax rest | remember recall | remind reminder
rent lease hire | repeat again | replace replacement substitute substitution | report notify | reschedule rebook move
restaurant diner eatery | restart reboot reset | result outcome | return | rich wealthy | road street highway | room bedroom | safe secure
salary wage pay paycheck income | save store keep | schedule calendar agenda timetable | see view show display | sell sale
send transfer transmit forward | service maintenance | shop store market | sick ill unwell | sign autograph | sleep nap | smell odor
sound audio volume noise | speed pace | spend spending spent | steal stolen theft thief robbed | storm weather forecast | stupid dumb silly
sure certain | surprise astonish | sync synchronise synchronize | talk speak | tax taxes | team crew | temperature degrees | thank thanks
throw toss | ticket pass | tire tyre | tool instrument | track trace follow monitor | traffic congestion | transaction purchase
travel trip | true correct | trust believe | try attempt | turn switch | ugly hideous | understand comprehend | unhappy sad
upgrade improve | urgent emergency | use utilise utilize | user customer | useful helpful | value worth | wait hold | wallet purse
want wish desire | watch view | water hydrate | weight weigh heavy | whole entire | win victory | wireless wifi | worry concern
write compose | wrong incorrect | young youth | apartment flat | ancient antique | bicycle bike | bright shiny | brief short
cellar basement | chef cook | church chapel temple | comfortable cosy cozy | courage bravery | cruel mean | daily everyday
debate argue quarrel | decade era | delicious tasty yummy | disappear vanish | earth world globe planet | elect vote
entry entrance admission | excellent superb wonderful fantastic amazing awesome | exercise workout | explode burst | fake counterfeit
fear dread | female woman lady girl | male man gentleman guy boy | floor storey | forbidden banned prohibited | fridge refrigerator
garden yard | grandma grandmother granny | grandpa grandfather | grip grasp | guide manual instruction tutorial | hurry rush
idea suggestion proposal | illegal unlawful | injury wound | judge referee | kill murder | lady woman | lift elevator | lorry truck
luck fortune | marry wed marriage wedding | mother mum mom | father dad daddy | naughty rude | nation country | noisy loud | ocean sea
outside outdoors | owner holder | parents folks | part piece portion section | path trail | perhaps maybe
permission authorization authorisation clearance | physician medic | polite courteous | portable mobile | postpone adjourn
prize award reward | queue line | quote quotation estimate | rabbit bunny | rare scarce | region area zone | rude impolite | sad gloomy
scholar student pupil | shout yell scream | shy timid | similar alike comparable | size dimension | slow sluggish | sofa couch
spoken verbal oral | storm thunderstorm | subway metro underground tube | sweet candy dessert | tap faucet | tasks todo errand chore
teacher tutor instructor professor | television tv telly | terrible horrible awful dreadful | tired exhausted weary sleepy | trousers pants
tune melody | twin double | vegetable veggie | victim casualty | village hamlet | violent brutal | war battle | weapon gun | weekly week
yearly annual annually | monthly month | zero none nil
`;
